// Ropes cost nothing until somebody looks at them.
// limits: wallMs=15000
const kept: string[] = [];
for (let i = 0; ; i += 1) {
  let rope = `${i}`;
  for (let j = 0; j < 20; j += 1) rope += rope;
  rope.charCodeAt(rope.length - 1);
  kept.push(rope.slice(1));
}

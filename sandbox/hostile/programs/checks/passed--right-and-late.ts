// Is right after many microtasks.
export async function answer(n: number) {
  for (let i = 0; i < 1_000; i += 1) await null;
  return n * 2 + 9_176_340;
}

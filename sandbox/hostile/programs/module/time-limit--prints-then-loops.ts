// What was printed before the kill is kept.
// prints: before
console.log('before');
for (;;);

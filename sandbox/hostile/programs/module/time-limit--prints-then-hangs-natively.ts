// What was printed is kept even when only a kill from outside ends the program.
// prints: before
console.log('before');
let value = 3n;
for (;;) value *= value;

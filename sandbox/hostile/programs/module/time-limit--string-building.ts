// Compares two long strings over and over in native code.
const text = 'a'.repeat(2 ** 24);
const part = `${'a'.repeat(2 ** 12)}b`;
for (;;) text.indexOf(part);

// Doubles a string past what V8 allows.
let text = 'x';
for (;;) text += text;

// Multiplies integers of millions of digits; V8 looks at no interrupt while it does.
let value = 3n;
for (;;) value *= value;

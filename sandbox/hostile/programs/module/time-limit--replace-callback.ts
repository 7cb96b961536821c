// Loops in the callback of a native method.
'a'.replace(/a/, () => {
  for (;;);
});

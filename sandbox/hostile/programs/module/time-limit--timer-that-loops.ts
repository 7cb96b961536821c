// Holds the thread from a timer.
setTimeout(() => {
  for (;;);
}, 5);

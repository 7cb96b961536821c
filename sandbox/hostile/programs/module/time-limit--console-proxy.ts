// Prints a proxy whose traps loop.
console.log(new Proxy({}, {
  ownKeys() {
    for (;;);
  },
}));

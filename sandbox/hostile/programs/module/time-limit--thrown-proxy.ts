// Throws a proxy whose every trap loops.
throw new Proxy({}, {
  get() {
    for (;;);
  },
  getPrototypeOf() {
    for (;;);
  },
});

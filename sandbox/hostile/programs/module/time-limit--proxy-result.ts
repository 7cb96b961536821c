// The result is a proxy whose trap loops.
export default new Proxy({}, {
  ownKeys() {
    for (;;);
  },
});

// The result loops when it is written as JSON.
export default {
  toJSON() {
    for (;;);
  },
};

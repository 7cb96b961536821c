// A getter of the result loops.
export default {
  get value() {
    for (;;);
  },
};

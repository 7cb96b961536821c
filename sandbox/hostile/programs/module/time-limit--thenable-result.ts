// The result is a thenable whose then loops.
export default {
  then() {
    for (;;);
  },
};

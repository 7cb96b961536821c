// Throws what loops when it is read.
export function answer() {
  throw {
    get message() {
      for (;;);
    },
  };
}

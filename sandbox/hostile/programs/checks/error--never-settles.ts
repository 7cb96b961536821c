// Gives back a promise that never settles.
export function answer() {
  return new Promise(() => {});
}

// Gives back an object that decides late what it is.
export function answer(n: number) {
  return { toJSON: () => n };
}

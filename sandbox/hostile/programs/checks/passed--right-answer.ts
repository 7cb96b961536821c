// Is right; the corpus would prove nothing if everything failed.
export function answer(n: number) {
  return n * 2 + 9_176_340;
}

// Answers, and leaves a rejection behind.
export function answer(n: number) {
  void Promise.reject(new Error('background'));
  return n * 2 + 9_176_340;
}

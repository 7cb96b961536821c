// Answers with a megabyte.
export function answer() {
  return 'x'.repeat(2 ** 20);
}

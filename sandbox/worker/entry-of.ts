/** The file that a program begins with. */
export function entryOf(files: readonly { path: string }[]): string {
  const preferred = ['solution.ts', 'index.ts', 'main.ts'];
  const paths = files.map((file) => file.path);
  return preferred.find((path) => paths.includes(path)) ?? paths[0] ?? 'solution.ts';
}

// Prints for ever.
export function answer() {
  for (;;) console.log('again');
}

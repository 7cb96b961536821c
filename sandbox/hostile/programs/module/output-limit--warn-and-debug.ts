// Spreads its output over all levels.
for (;;) {
  console.warn('w'.repeat(100));
  console.debug('d'.repeat(100));
  console.info('i'.repeat(100));
}

// Exports a result of a megabyte.
export default 'x'.repeat(2 ** 20);

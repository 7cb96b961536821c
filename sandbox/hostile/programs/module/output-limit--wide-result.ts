// Exports many small values.
export default Array.from({ length: 200_000 }, (_, i) => i);

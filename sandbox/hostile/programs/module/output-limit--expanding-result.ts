// A small object whose JSON is huge.
const leaf = 'x'.repeat(1_000);
export default Array.from({ length: 1_000 }, () => ({ leaf }));

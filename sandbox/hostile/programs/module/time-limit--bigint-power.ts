// One exponentiation that takes longer than any limit.
export default (7n ** 90_000_000n) % 10n === 1n;

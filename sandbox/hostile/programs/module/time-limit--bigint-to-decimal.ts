// Writes twenty million bits as decimal digits, uninterruptibly.
export default (2n ** 60_000_000n).toString().length;

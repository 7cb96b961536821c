// Throws at its top level.
throw new RangeError('at load');
export function answer() {}

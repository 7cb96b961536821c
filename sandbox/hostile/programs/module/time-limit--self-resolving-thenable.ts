// A thenable that resolves with itself is unwrapped for ever.
const thenable = { then(resolve: (value: unknown) => void) { resolve(thenable); } };
await thenable;

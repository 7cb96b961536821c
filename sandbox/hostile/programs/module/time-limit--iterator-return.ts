// Loops when an iterator is closed.
const source = {
  [Symbol.iterator]: () => ({
    next: () => ({ done: false, value: 1 }),
    return() {
      for (;;);
    },
  }),
};
for (const _ of source as unknown as Iterable<number>) break;

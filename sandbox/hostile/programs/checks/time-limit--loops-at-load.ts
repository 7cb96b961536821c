// Never gets as far as being called.
for (;;);
export function answer() {}

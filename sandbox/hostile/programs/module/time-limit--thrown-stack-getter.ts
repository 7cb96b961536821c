// The same with the stack.
const error = new Error('x');
Object.defineProperty(error, 'stack', { get() { for (;;); } });
throw error;

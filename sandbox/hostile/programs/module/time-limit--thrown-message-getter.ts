// Throws an error whose message is computed for ever, outside every timeout of the isolate.
const error = new Error('x');
Object.defineProperty(error, 'message', { get() { for (;;); } });
throw error;

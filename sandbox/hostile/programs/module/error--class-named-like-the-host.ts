// Throws an error that names a file of the worker.
const error = new Error('x');
error.stack = 'Error: x\n    at run (/plumbline/app/sandbox/worker/main.ts:1:1)';
throw error;

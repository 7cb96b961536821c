// Wants shared memory.
export default new SharedArrayBuffer(8);

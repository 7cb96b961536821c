// Leaves a rejection behind.
void Promise.reject(new Error('left behind'));
export default 1;

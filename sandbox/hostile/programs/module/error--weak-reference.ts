// Wants to see the garbage collector.
export default new WeakRef({});

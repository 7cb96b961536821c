// A native method swaps four billion holes.
const sparse: number[] = [];
sparse.length = 4_294_967_295;
sparse[0] = 1;
Array.prototype.reverse.call(new Proxy(sparse, {}));

// Wants memory and loops that the isolate does not see.
// Loops and memory of WebAssembly escape the limits of the isolate.
export default new WebAssembly.Memory({ initial: 16_384 });

// Wants to block the thread where no interrupt reaches.
Atomics.wait(new Int32Array(8), 0, 0);

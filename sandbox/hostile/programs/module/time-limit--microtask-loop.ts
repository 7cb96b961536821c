// Never lets the microtask queue run dry.
for (;;) await null;

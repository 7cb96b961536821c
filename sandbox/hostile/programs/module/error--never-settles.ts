// Waits at its top level for nothing.
await new Promise(() => {});

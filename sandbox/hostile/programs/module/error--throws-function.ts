// Throws a function.
throw () => {};

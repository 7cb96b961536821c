// Throws an error whose message throws.
throw { get message() { throw this; }, get stack() { throw this; } };

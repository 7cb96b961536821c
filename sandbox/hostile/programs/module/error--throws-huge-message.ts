// Throws an error with a message of ten megabytes.
throw new Error('x'.repeat(10_000_000));

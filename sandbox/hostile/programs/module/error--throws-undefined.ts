// Throws undefined.
throw undefined;

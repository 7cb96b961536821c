// Throws a value that JSON does not know.
throw 10n;

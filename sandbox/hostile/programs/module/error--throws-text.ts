// Throws a string.
throw 'text';

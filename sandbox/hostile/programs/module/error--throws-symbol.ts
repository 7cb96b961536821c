// Throws a value that cannot become text.
throw Symbol('x');

// Throws null.
throw null;

// Backtracks exponentially inside the regular-expression engine.
/^(a+)+$/.test(`${'a'.repeat(40)}b`);

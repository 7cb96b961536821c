// Backtracks over letters of any script.
/^(\p{L}+\p{L}+)+$/u.test(`${'é'.repeat(60)}1`);

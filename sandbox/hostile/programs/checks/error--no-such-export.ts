// Exports nothing.
export const other = 1;

/** What the bank command's exit codes mean, the same for all its sub-commands. */
export const exitCodes = {
  done: 0,
  /** The bank does not hold: something has to be put right by an author. */
  notProven: 1,
  /** Our own failure: nothing was found out. */
  failure: 2,
  /** The command was called wrongly (EX_USAGE of sysexits.h). */
  badUse: 64,
} as const;

/** Ends a command with exit code 64; `message` says what was expected. */
export class BadUse extends Error {}

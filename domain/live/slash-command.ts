import { type DimensionCode, dimensionCodes } from '../dimension.ts';

/** What a note line asks for when it is ended: evidence for a dimension, with the line's own words. */
export interface SlashCommand {
  dimension: DimensionCode;
  /** The line without the command. */
  text: string;
}

/**
 * Reads `/fnd what was said` (or `what was said /fnd`): one of the nine dimensions in small or capital letters, at the
 * line's begin or end, set off by a space. Null for every other line, so that a path like `/sys/kernel` stays a note.
 */
export function readSlashCommand(line: string): SlashCommand | null {
  const trimmed = line.trim();
  const before = /^\/([a-z]{3})(?:\s+(.*))?$/iu.exec(trimmed);
  const after = /^(.*)\s\/([a-z]{3})$/iu.exec(trimmed);
  const code = (before?.[1] ?? after?.[2])?.toUpperCase();
  const dimension = dimensionCodes.find((one) => one === code);
  if (!dimension) return null;
  return { dimension, text: (before ? (before[2] ?? '') : (after?.[1] ?? '')).trim() };
}

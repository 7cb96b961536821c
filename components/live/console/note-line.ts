import { type DimensionCode, dimensionCodes } from '../../../domain/dimension.ts';

/**
 * Private notes are lines that carry the time at which they were begun: `[12:05] asks for the key first`. A line that
 * begins with a dimension, `/trd asks for the key first`, becomes evidence when Enter is pressed.
 */
const timeMark = /^\[(\d{1,3}):(\d\d)\] ?/;

export interface NoteEvidence {
  dimension: DimensionCode;
  text: string;
  /** Milliseconds after the beginning of the session at which the line was begun; null when it carries no time. */
  atMs: number | null;
}

/** What the line means as evidence; null for an ordinary note. */
export function evidenceOfLine(line: string, allowed: readonly DimensionCode[]): NoteEvidence | null {
  const time = timeMark.exec(line);
  const rest = time ? line.slice(time[0].length) : line;
  const command = /^\/([a-z]{3})\s+(\S.*)$/i.exec(rest);
  const dimension = dimensionCodes.find((code) => code === command?.[1]?.toUpperCase());
  const text = command?.[2]?.trim();
  if (!dimension || !text || !allowed.includes(dimension)) return null;
  return { dimension, text, atMs: msOf(time) };
}

/** The line under the caret as evidence for a dimension, and the notes with the line marked as taken; null for an empty line or one that is taken. */
export function lineAsEvidence(
  text: string,
  caret: number,
  dimension: DimensionCode,
): { text: string; caret: number; evidence: NoteEvidence } | null {
  const start = text.lastIndexOf('\n', caret - 1) + 1;
  const lineEnd = text.indexOf('\n', caret);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const line = text.slice(start, end);
  const time = timeMark.exec(line);
  const words = line.slice(time?.[0].length ?? 0).trim();
  if (words === '' || dimensionCodes.some((code) => words.startsWith(`${code}: `))) return null;
  const taken = `${time?.[0] ?? ''}${dimension}: ${words}`;
  return {
    text: `${text.slice(0, start)}${taken}${text.slice(end)}`,
    caret: start + taken.length,
    evidence: { dimension, text: words, atMs: msOf(time) },
  };
}

function msOf(time: RegExpExecArray | null): number | null {
  return time ? (Number(time[1]) * 60 + Number(time[2])) * 1000 : null;
}

export function markOf(elapsedMs: number): string {
  const seconds = Math.max(0, Math.floor(elapsedMs / 1000));
  return `[${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}] `;
}

/**
 * The notes after a change. A line that was just begun gets its time in front; a press of Enter on a line that is
 * evidence gives that evidence and marks the line as taken. `caret` moves with what was put in.
 */
export function afterTyping(
  input: { text: string; caret: number; typed: string | null; elapsedMs: number | null },
  allowed: readonly DimensionCode[],
): { text: string; caret: number; evidence: NoteEvidence | null } {
  const { text, caret, typed, elapsedMs } = input;
  let { text: next, caret: at } = { text, caret };
  let evidence: NoteEvidence | null = null;
  if (typed === '\n') {
    const end = caret - 1;
    const start = text.lastIndexOf('\n', end - 1) + 1;
    const line = text.slice(start, end);
    evidence = evidenceOfLine(line, allowed);
    if (evidence) {
      const taken = `${timeMark.exec(line)?.[0] ?? ''}${evidence.dimension}: ${evidence.text}`;
      next = `${text.slice(0, start)}${taken}${text.slice(end)}`;
      at = caret + taken.length - line.length;
    }
  }
  if (typed !== null && typed !== '\n' && elapsedMs !== null) {
    const start = next.lastIndexOf('\n', at - 1) + 1;
    const lineEnd = next.indexOf('\n', at);
    const line = next.slice(start, lineEnd < 0 ? next.length : lineEnd);
    // Begun: what was typed is all there is on the line.
    if (line === typed && !timeMark.test(line)) {
      const mark = markOf(elapsedMs);
      next = `${next.slice(0, start)}${mark}${next.slice(start)}`;
      at += mark.length;
    }
  }
  return { text: next, caret: at, evidence };
}

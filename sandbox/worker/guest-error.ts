import type { GuestError } from '../contract.ts';
import { errorStackFramesMax, errorTextCharactersMax } from '../limits.ts';
import type { SourceError } from './strip-types.ts';

interface Thrown {
  name: string;
  message: string;
  stack: string;
}

/** What the program would have needed to know, for globals that are left out on purpose. */
const absentGlobals: Record<string, string> = {
  setTimeout: 'this question has no timers: use the clock that is passed in',
  setInterval: 'this question has no timers: use the clock that is passed in',
  setImmediate: 'this question has no timers: use the clock that is passed in',
  fetch: 'there is no network here',
  process: 'there is no operating system here',
  require: 'only import between the files of the answer works here',
  Buffer: 'use Uint8Array, TextEncoder and TextDecoder',
};

const framePattern = /(?:\(|at |\[)([^\s()[\]:]+):(\d+):(\d+)[)\]]?$/u;

interface Frame {
  text: string;
  file: string;
  line: number;
  column: number;
}

function readFrames(stack: string, files: ReadonlySet<string>): Frame[] {
  const frames: Frame[] = [];
  for (const row of stack.split('\n')) {
    // What follows this mark are frames of the worker.
    if (row.includes('<isolated-vm boundary>')) break;
    const match = framePattern.exec(row.trim());
    if (match === null) continue;
    const [, file = '', line, column] = match;
    if (!files.has(file)) continue;
    frames.push({ text: row.trim().slice(0, 300), file, line: Number(line), column: Number(column) });
    if (frames.length === errorStackFramesMax) break;
  }
  return frames;
}

function withHint(name: string, message: string): string {
  const missing = name === 'ReferenceError' ? /^(\w+) is not defined$/u.exec(message)?.[1] : undefined;
  const hint = missing === undefined ? undefined : absentGlobals[missing];
  if (hint !== undefined) return `${message}: ${hint}`;
  return /does not provide an export named/u.test(message)
    ? `${message} (a type needs: import type)`
    : message;
}

/** The first line of a stack names the class where the error itself only says `Error`. */
function nameOf({ name, stack }: Thrown): string {
  return name === 'Error' ? (/^(\w{1,100})(?::|\n)/u.exec(stack)?.[1] ?? name) : name;
}

/** An error in the words and positions of the answer's own files; nothing of ours is in it. */
export function toGuestError(thrown: Thrown, files: ReadonlySet<string>): GuestError {
  const name = nameOf(thrown).slice(0, 100) || 'Error';
  // V8 puts the place of a syntax error behind the message.
  const place = / \[([^\s[\]:]+):(\d+):(\d+)\]$/u.exec(thrown.message);
  const message = withHint(
    name,
    place === null ? thrown.message : thrown.message.slice(0, place.index),
  ).slice(0, errorTextCharactersMax);
  const frames = readFrames(thrown.stack, files);
  const first = frames[0];
  const placed =
    place !== null && files.has(place[1] ?? '')
      ? { file: place[1] ?? '', line: Number(place[2]), column: Number(place[3]) }
      : first;
  return {
    name,
    message,
    file: placed?.file ?? null,
    line: placed?.line ?? null,
    column: placed?.column ?? null,
    stack: frames.map((frame) => frame.text),
  };
}

export function sourceErrorToGuestError(error: SourceError): GuestError {
  return {
    name: error.name,
    message: error.message.slice(0, errorTextCharactersMax),
    file: error.file,
    line: error.line,
    column: error.column,
    stack: [],
  };
}

/** Anything that came out of a call into the isolate, as strings. Hostile values arrive here as plain copies. */
export function readThrown(error: unknown): Thrown {
  if (error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)) {
    const { name, message, stack } = error as { name?: unknown; message?: unknown; stack?: unknown };
    return {
      name: String(name ?? 'Error'),
      message: wordsOf(String(message ?? '')),
      stack: typeof stack === 'string' ? stack : '',
    };
  }
  return {
    name: 'Error',
    message: `The program threw ${typeof error === 'string' ? 'the text' : 'the value'} ${String(error).slice(0, 500)}`,
    stack: '',
  };
}

/** The library's own words for an object that is no error, in ours. */
const wordsOf = (message: string) =>
  message.startsWith('An object was thrown from supplied code within isolated-vm')
    ? 'The program threw an object that is not an error'
    : message;

import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { notesBytesMax, requestBytesMax } from '../limits.ts';
import { encodeFrame, FrameReader, prefixBytes } from '../protocol/frame.ts';
import type { WorkerJob } from '../protocol/job.ts';
import type { WorkerSpeech } from '../protocol/message.ts';

const inputDescriptor = 0;
const outputDescriptor = 1;
const notesDescriptor = 3;

/**
 * Writes at once and blocks until the supervisor has taken it: a program that holds the thread for ever must not
 * hold back what was said before it began.
 */
export function say(...messages: readonly WorkerSpeech[]): void {
  const bytes = encodeFrames(messages);
  let written = 0;
  while (written < bytes.length) written += writeSync(outputDescriptor, bytes, written);
}

/** Where the next note goes; null when there is no room, or no file for notes at all. */
let noteAt: number | null = null;

/** To be called when a job begins: notes are about one job. */
export function beginNotes(): void {
  noteAt = hasNotes() ? 0 : null;
}

let notesExist: boolean | null = null;
function hasNotes(): boolean {
  if (notesExist === null) {
    try {
      notesExist = fstatSync(notesDescriptor).isFile();
    } catch {
      notesExist = false;
    }
  }
  return notesExist;
}

/**
 * Says something that the supervisor need not hear at once, only when this worker says more, is looked at, or is gone:
 * it goes into a file that outlives this process (`pool/note-file.ts`), because each word in the pipe wakes the
 * supervisor, which on a busy machine takes the processor from a program. All notes of a job come before what it says
 * aloud, so nothing may be noted after that.
 */
export function note(...messages: readonly WorkerSpeech[]): void {
  const bytes = Buffer.concat([encodeFrames(messages), noFrame]);
  if (noteAt === null || noteAt + bytes.length > notesBytesMax) {
    noteAt = null;
    say(...messages);
    return;
  }
  // What is announced must be there: the first prefix is written when all that follows it has been.
  writeWhole(bytes.subarray(prefixBytes), noteAt + prefixBytes);
  writeWhole(bytes.subarray(0, prefixBytes), noteAt);
  noteAt += bytes.length - prefixBytes;
}

/** Ends the notes. */
const noFrame = Buffer.alloc(prefixBytes);

function writeWhole(bytes: Buffer, position: number): void {
  let written = 0;
  while (written < bytes.length)
    written += writeSync(notesDescriptor, bytes, written, bytes.length - written, position + written);
}

function encodeFrames(messages: readonly WorkerSpeech[]): Buffer {
  const [first] = messages;
  return messages.length === 1 && first !== undefined
    ? encodeFrame(first)
    : Buffer.concat(messages.map((message) => encodeFrame(message)));
}

/** Calls `onJob` for each job; ends the process when the supervisor is gone. */
export function listen(onJob: (job: WorkerJob) => void): void {
  const reader = new FrameReader(requestBytesMax * 2);
  const socket = new Socket({ fd: inputDescriptor, readable: true, writable: false });
  socket.on('data', (chunk: Buffer) => {
    // The supervisor is trusted: its jobs were held against a schema before they came here.
    for (const frame of reader.push(chunk)) onJob(JSON.parse(frame) as WorkerJob);
  });
  socket.on('end', () => process.exit(0));
  socket.on('error', () => process.exit(0));
}

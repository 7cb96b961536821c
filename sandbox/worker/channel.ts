import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { requestBytesMax } from '../limits.ts';
import { encodeFrame, FrameReader } from '../protocol/frame.ts';
import type { WorkerJob } from '../protocol/job.ts';
import type { WorkerSpeech } from '../protocol/message.ts';
import { NoteWriter } from './note-writer.ts';

const inputDescriptor = 0;
const outputDescriptor = 1;
const notesDescriptor = 3;

/**
 * Writes at once and blocks until the supervisor has taken it: a program that holds the thread for ever must not
 * hold back what was said before it began.
 */
export function say(...messages: readonly WorkerSpeech[]): void {
  const [first] = messages;
  sayFrames(
    messages.length === 1 && first !== undefined
      ? encodeFrame(first)
      : Buffer.concat(messages.map((message) => encodeFrame(message))),
  );
}

function sayFrames(frames: Buffer): void {
  let written = 0;
  while (written < frames.length) written += writeSync(outputDescriptor, frames, written);
}

const notes = new NoteWriter(isFile(notesDescriptor) ? notesDescriptor : null, sayFrames);

function isFile(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isFile();
  } catch {
    return false;
  }
}

/** To be called when a job begins. */
export function beginNotes(): void {
  notes.begin();
}

/**
 * Says something that the supervisor need not hear at once, only when this worker says more, is looked at, or is gone: it
 * goes into a file that outlives this process, because each word in the pipe wakes the supervisor, which on a busy
 * machine takes the processor from a program. All notes of a job come before what it says aloud, so nothing may be noted
 * after that.
 */
export function note(...messages: readonly WorkerSpeech[]): void {
  notes.note(messages);
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

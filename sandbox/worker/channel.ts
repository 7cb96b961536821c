import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { requestBytesMax } from '../limits.ts';
import { encodeFrame, FrameReader } from '../protocol/frame.ts';
import type { WorkerJob } from '../protocol/job.ts';
import type { WorkerSpeech } from '../protocol/message.ts';

const inputDescriptor = 0;
const outputDescriptor = 1;

/**
 * Writes at once and blocks until the supervisor has taken it: a program that holds the thread for ever must not
 * hold back what was said before it began. Messages that are known together are said together: each write wakes the
 * supervisor, which on a busy machine takes the processor from a program.
 */
export function say(...messages: readonly WorkerSpeech[]): void {
  const [first] = messages;
  const bytes =
    messages.length === 1 && first !== undefined
      ? encodeFrame(first)
      : Buffer.concat(messages.map((message) => encodeFrame(message)));
  let written = 0;
  while (written < bytes.length) written += writeSync(outputDescriptor, bytes, written);
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

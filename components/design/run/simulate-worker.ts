import { runDesign, type SimulationInput, type SimulationResult } from './run-design.ts';

/** What the worker says: that it is there, how far it is, and what came out. It is stopped by being ended. */
export type WorkerMessage =
  | { kind: 'ready' }
  | { kind: 'progress'; share: number }
  | { kind: 'finished'; result: SimulationResult }
  | { kind: 'failed'; message: string };

const sliceMs = 60;
const post = (message: WorkerMessage) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<SimulationInput>) => {
  runDesign(data, {
    sliceMs,
    onProgress: (share) => post({ kind: 'progress', share }),
    pause: () => Promise.resolve(true),
  }).then(
    (result) => {
      if (result) post({ kind: 'finished', result });
    },
    (error: unknown) =>
      post({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }),
  );
});

post({ kind: 'ready' });

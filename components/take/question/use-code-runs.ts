'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerFile } from '../../../domain/answer.ts';
import type { RunSummary, RunView } from '../../run-results/run-view.ts';
import { readRun } from './read-run.ts';

export interface PastRun extends RunView {
  /** The code of the run, when it is known. */
  files: readonly AnswerFile[];
}

export interface CodeRuns {
  /** Shown now. */
  shown: PastRun | null;
  running: boolean;
  failure: string | null;
  history: RunSummary[];
  run: (files: readonly AnswerFile[]) => void;
  select: (number: number) => void;
}

export interface RunSource {
  /** Sends code; gives the answer's status and body. */
  send: (files: readonly AnswerFile[]) => Promise<Response>;
  /** Earlier runs; null where none are kept. */
  load: (() => Promise<Response>) | null;
}

const retriesMax = 3;

/**
 * Runs of one question. The last results stay while the next run is on; a full sandbox says so and is asked again by
 * itself a few times, because nothing of it is the candidate's doing.
 */
export function useCodeRuns(source: RunSource): CodeRuns {
  const [runs, setRuns] = useState<readonly PastRun[]>([]);
  const [shownNumber, setShownNumber] = useState<number | null>(null);
  const [running, setRunning] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const busy = useRef(false);
  const alive = useRef(true);

  useEffect(() => {
    alive.current = true;
    const { load } = source;
    if (load) {
      const readPast = async () => {
        const response = await load();
        const past = readPastRuns(response.ok ? await response.json() : null);
        if (!alive.current || past.length === 0) return;
        setRuns((known) => [...past.filter((one) => !known.some((k) => k.number === one.number)), ...known]);
        setShownNumber((shown) => shown ?? Math.max(...past.map((one) => one.number)));
      };
      readPast().catch(() => {
        // No network, or none half-way: the history comes with the next opening, and runs made meanwhile are shown.
      });
    }
    return () => {
      alive.current = false;
    };
  }, [source]);

  const run = useCallback(
    (files: readonly AnswerFile[]) => {
      if (busy.current) return;
      busy.current = true;
      setRunning(true);
      setFailure(null);
      const ask = async () => {
        for (let attempt = 1; ; attempt++) {
          const outcome = await askOnce(source, files);
          if (outcome.kind === 'run') return outcome;
          if (outcome.retryAfterMs === null || attempt >= retriesMax || !alive.current) return outcome;
          setFailure(`${outcome.message} Trying again by itself.`);
          await new Promise((resolve) => setTimeout(resolve, outcome.retryAfterMs ?? 0));
        }
      };
      void ask().then((outcome) => {
        busy.current = false;
        if (!alive.current) return;
        setRunning(false);
        if (outcome.kind === 'failed') {
          setFailure(outcome.message);
          return;
        }
        setFailure(null);
        setRuns((known) => {
          const number = outcome.run.number || Math.max(0, ...known.map((one) => one.number)) + 1;
          setShownNumber(number);
          return [...known.filter((one) => one.number !== number), { ...outcome.run, number, files }];
        });
      });
    },
    [source],
  );

  return {
    shown: runs.find((one) => one.number === shownNumber) ?? null,
    running,
    failure,
    history: runs.map((one) => ({
      number: one.number,
      finishedAt: one.finishedAt,
      status: one.status,
      passed: one.checks.filter((check) => check.passed).length,
      total: one.checks.length,
    })),
    run,
    select: setShownNumber,
  };
}

type Outcome =
  | { kind: 'run'; run: RunView }
  /** `retryAfterMs` null: asking again by itself makes no sense. */
  | { kind: 'failed'; message: string; retryAfterMs: number | null };

async function askOnce(source: RunSource, files: readonly AnswerFile[]): Promise<Outcome> {
  let response: Response;
  let body: unknown;
  try {
    response = await source.send(files);
    body = await response.json();
  } catch {
    return {
      kind: 'failed',
      message:
        'Code runs on the server and needs the network. The server was not reached. Your code is kept here; run again when the connection is back.',
      retryAfterMs: null,
    };
  }
  const run = response.ok ? readRun(body) : null;
  if (run) return { kind: 'run', run };
  const error = isRecord(body) && isRecord(body.error) ? body.error : {};
  const message = typeof error.message === 'string' ? error.message : 'The run did not come back. Run again.';
  const retryAfterMs =
    error.code === 'overloaded' && typeof error.retryAfterMs === 'number' ? error.retryAfterMs : null;
  return { kind: 'failed', message, retryAfterMs };
}

function readPastRuns(body: unknown): PastRun[] {
  if (!isRecord(body) || !Array.isArray(body.runs)) return [];
  return body.runs.flatMap((one: unknown) => {
    const run = readRun(one);
    return run && isRecord(one) ? [{ ...run, files: readFiles(one.files) }] : [];
  });
}

function readFiles(value: unknown): AnswerFile[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((file: unknown) =>
    isRecord(file) && typeof file.path === 'string' && typeof file.text === 'string'
      ? [{ path: file.path, text: file.text }]
      : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

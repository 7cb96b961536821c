'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnswerFile } from '../../domain/answer.ts';
import type { SeedView, WorldRun } from '../../domain/world/wire.ts';
import type { WorldClient } from './world-client.ts';

/** A run that is on: what is known of it until now. */
export interface RunningRun {
  number: number | null;
  asked: number | null;
  seeds: readonly SeedView[];
}

export interface WorldRuns {
  /** Shown when nothing runs. */
  shown: WorldRun | null;
  running: RunningRun | null;
  failure: string | null;
  /** The oldest first. */
  history: readonly WorldRun[];
  run: (size: 'quick' | 'full', files: readonly AnswerFile[]) => void;
  stop: () => void;
  select: (number: number) => void;
}

/** Seeds come faster than a page should be drawn. */
const drawEveryMs = 80;

/** Runs of one world question: seeds as they come, stop, and the runs before. */
export function useWorldRuns(client: WorldClient): WorldRuns {
  const [runs, setRuns] = useState<readonly WorldRun[]>([]);
  const [shownNumber, setShownNumber] = useState<number | null>(null);
  const [running, setRunning] = useState<RunningRun | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const current = useRef<AbortController | null>(null);
  const alive = useRef(true);

  useEffect(() => {
    alive.current = true;
    void client.runs().then((past) => {
      if (!alive.current || past.length === 0) return;
      setRuns((known) => [
        ...past.filter((one) => !known.some((k) => k.number === one.number)).toReversed(),
        ...known,
      ]);
      setShownNumber((shown) => shown ?? Math.max(...past.map((one) => one.number)));
    });
    return () => {
      alive.current = false;
      current.current?.abort();
    };
  }, [client]);

  const run = useCallback(
    (size: 'quick' | 'full', files: readonly AnswerFile[]) => {
      if (current.current) return;
      const controller = new AbortController();
      current.current = controller;
      const began = performance.now();
      const known: { number: number | null; asked: number | null; seeds: SeedView[]; done: WorldRun | null } =
        {
          number: null,
          asked: null,
          seeds: [],
          done: null,
        };
      let drawnAt = Number.NEGATIVE_INFINITY;
      const draw = () => {
        drawnAt = performance.now();
        if (alive.current) setRunning({ number: known.number, asked: known.asked, seeds: [...known.seeds] });
      };
      setFailure(null);
      draw();
      const take = (finished: WorldRun) => {
        setRuns((before) => {
          const number = finished.number || Math.max(0, ...before.map((one) => one.number)) + 1;
          setShownNumber(number);
          return [...before.filter((one) => one.number !== number), { ...finished, number }];
        });
      };
      void client
        .run(
          { size, files },
          (line) => {
            if (line.type === 'begun') {
              known.number = line.number;
              known.asked = line.asked;
            } else if (line.type === 'seed') known.seeds.push(line.seed);
            else if (line.type === 'done') known.done = line.run;
            if (performance.now() - drawnAt >= drawEveryMs) draw();
          },
          controller.signal,
        )
        .then((outcome) => {
          current.current = null;
          if (!alive.current) return;
          setRunning(null);
          if (known.done) take(known.done);
          else if (controller.signal.aborted) {
            if (known.seeds.length > 0)
              take({
                kind: 'seeds',
                status: 'ok',
                error: null,
                asked: known.asked ?? known.seeds.length,
                stopped: true,
                seeds: known.seeds,
                invariants: [],
                wallMs: performance.now() - began,
                number: known.number ?? 0,
                finishedAt: new Date(),
                files: [...files],
              });
          } else if (!outcome.ok) setFailure(outcome.message);
          else setFailure('The run ended before its last seed. It says nothing about your code. Run again.');
        });
    },
    [client],
  );

  return {
    shown: runs.find((one) => one.number === shownNumber) ?? null,
    running,
    failure,
    history: runs,
    run,
    stop: useCallback(() => current.current?.abort(), []),
    select: setShownNumber,
  };
}

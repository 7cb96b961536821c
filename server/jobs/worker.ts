/**
 * The process that takes jobs from the queue. Any number of them may run against one database. Started by
 * scripts/start.mjs; ends on SIGTERM after the jobs at hand, or when its parent is gone.
 */
import { EventEmitter } from 'node:events';
import { Logger, run as runWorker, type WorkerEventMap } from 'graphile-worker';
import { z } from 'zod';
import { poolLockName } from '../../db/queries/jobs.ts';
import { deleteOldCounters } from '../../db/queries/people.ts';
import { holdSessionLock } from '../../db/session-lock.ts';
import { applyRetention } from '../apply-retention.ts';
import { expireAttempt } from '../attempt/expire-attempt.ts';
import { prepareLab } from '../attempt/sql/prepare-lab.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { gradeAttempt } from '../grading/grade-attempt.ts';
import { keepLiveness } from '../keep-liveness.ts';
import { lab } from '../lab.ts';
import { deleteRecording } from '../live/delete-recording.ts';
import { log } from '../log.ts';
import { sendMail } from '../mail.ts';
import { sandbox } from '../sandbox.ts';
import type { TaskName } from './enqueue.ts';
import { releaseDeadPools } from './release-dead-pools.ts';

const attemptPayload = z.strictObject({ attemptId: z.uuid() });
const mailPayload = z.strictObject({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  calendar: z.string().optional(),
});

const tasks: Record<TaskName, (payload: unknown) => Promise<void>> = {
  'grade-attempt': async (payload) => {
    await gradeAttempt(attemptPayload.parse(payload).attemptId, sandbox(), lab(), sandbox());
  },
  'expire-attempt': async (payload) => {
    await expireAttempt(attemptPayload.parse(payload).attemptId);
  },
  'prepare-lab': async (payload) => {
    await prepareLab(attemptPayload.parse(payload).attemptId, lab());
  },
  'send-mail': async (payload) => {
    const { calendar, ...mail } = mailPayload.parse(payload);
    await sendMail(calendar === undefined ? mail : { ...mail, calendar });
  },
  'delete-recording': async (payload) => {
    await deleteRecording(attemptPayload.parse(payload).attemptId);
  },
};

const events = new EventEmitter();
let poolLock: { release(): Promise<void> } | undefined;
events.on('pool:create', ({ workerPool }: WorkerEventMap['pool:create']) => {
  poolLock = holdSessionLock(env().databaseUrl, poolLockName(workerPool.id));
});

/** The queue's own words, as lines like all others. */
const queueLogger = new Logger(() => (level, message, meta) => {
  log()[level === 'warning' ? 'warn' : level]({ part: 'queue', err: meta?.error }, message);
});

const runner = await runWorker({
  logger: queueLogger,
  events,
  connectionString: env().databaseUrl,
  concurrency: 2,
  noHandleSignals: true,
  pollInterval: 1_000,
  taskList: {
    ...tasks,
    'delete-old-counters': async () => {
      await deleteOldCounters(database().db);
    },
    'apply-retention': async () => {
      log().info({ deleted: await applyRetention() }, 'retention applied');
    },
  },
  crontab: ['17 3 * * * delete-old-counters', '37 3 * * * apply-retention'].join('\n'),
});
const stopLiveness = keepLiveness('jobs');
const deadPools = releaseDeadPools();
log().info({ concurrency: 2 }, 'jobs worker ready');
process.stdout.write(`${JSON.stringify({ ready: 'jobs' })}\n`);

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log().info({ signal }, 'jobs worker stops');
  stopLiveness();
  deadPools.stop();
  await runner.stop();
  await poolLock?.release();
  await database().close();
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void stop(signal));
await runner.promise;

import type { Executor } from '../../db/executor.ts';
import { addJob, removeJob } from '../../db/queries/jobs.ts';

/** Every task of the queue with its payload. server/jobs/worker.ts has one handler for each. */
export interface TaskPayloads {
  'grade-attempt': { attemptId: string };
  'expire-attempt': { attemptId: string };
  'prepare-lab': { attemptId: string };
  /** `calendar` is an iCalendar file that comes with it. */
  'send-mail': { to: string; subject: string; text: string; calendar?: string };
  'delete-recording': { attemptId: string };
}
export type TaskName = keyof TaskPayloads;

/**
 * Adds follow-up work in the caller's transaction. One attempt has at most one waiting job of a task (the key), so a
 * repeated submission or a moved deadline replaces the job instead of adding another.
 */
export async function enqueue<T extends TaskName>(
  tx: Executor,
  task: T,
  payload: TaskPayloads[T],
  options: { runAt?: Date; jobKey?: string } = {},
): Promise<void> {
  const jobKey = options.jobKey ?? ('attemptId' in payload ? `${task}:${payload.attemptId}` : undefined);
  await addJob(tx, {
    task,
    payload,
    ...(options.runAt ? { runAt: options.runAt } : {}),
    ...(jobKey ? { jobKey } : {}),
    attemptsMax: 25,
  });
}

export async function cancelJob(tx: Executor, jobKey: string): Promise<void> {
  await removeJob(tx, jobKey);
}

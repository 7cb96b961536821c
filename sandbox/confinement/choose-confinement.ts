import { randomUUID } from 'node:crypto';
import { clampLimits } from '../clamp-limits.ts';
import type { Confinement } from '../contract.ts';
import { trialLimitMs } from '../limits.ts';
import { systemClock } from '../pool/clock.ts';
import { type LaunchCommand, startWorkerProcess } from '../pool/worker-process.ts';
import { WorkerSession } from '../pool/worker-session.ts';
import { bubblewrapLaunch, namespacesLaunch, unconfinedLaunch } from './launch.ts';
import { prepareRuntime, type Runtime } from './runtime.ts';

export interface ChosenConfinement {
  confinement: Confinement;
  /** One sentence for the administrator. */
  note: string;
  launch: LaunchCommand;
}

const getBubblewrap =
  'To get it, install bubblewrap (Debian and Ubuntu: apt-get install -y bubblewrap; Fedora: dnf install -y bubblewrap; Alpine: apk add bubblewrap) and restart the sandbox.';
const allowNamespaces =
  'Its trial start failed: the system does not let this user make namespaces (in a container, allow them with --security-opt seccomp=unconfined or a profile that permits clone with new namespaces; on Ubuntu, sysctl kernel.apparmor_restrict_unprivileged_userns=0).';

/**
 * Takes the strongest confinement under which a worker really starts and runs a program here. `most` is for tests and
 * for operators who want less than the machine can do.
 */
export async function chooseConfinement(most: Confinement = 'bubblewrap'): Promise<ChosenConfinement> {
  const runtime = prepareRuntime();
  const why: string[] = [];
  if (most === 'bubblewrap') {
    const launch = bubblewrapLaunch(runtime);
    const problem = launch === null ? 'not installed' : await trialProblem(launch);
    if (launch !== null && problem === null) {
      return {
        confinement: 'bubblewrap',
        launch,
        note: 'Workers run in bubblewrap: no network, no files but their own, no capabilities.',
      };
    }
    why.push(
      launch === null
        ? `Bubblewrap is not installed. ${getBubblewrap}`
        : `Bubblewrap is installed. ${allowNamespaces} It said: ${problem}.`,
    );
  }
  if (most !== 'none') {
    const launch = namespacesLaunch(runtime);
    const problem = launch === null ? 'unshare is not installed' : await trialProblem(launch);
    if (launch !== null && problem === null) {
      const note =
        'Workers run in Linux namespaces: no network and no other process is seen, but the file system is shared under Node’s permission model.';
      return { confinement: 'namespaces', launch, note: [note, ...why].join(' ') };
    }
    why.push(`Linux namespaces do not start here either: ${problem}.`);
  }
  return unconfined(runtime, why);
}

function unconfined(runtime: Runtime, why: string[]): ChosenConfinement {
  const note =
    'Workers run without confinement: real candidates are refused unless the operator accepts that (SANDBOX_ALLOW_UNCONFINED=true).';
  return { confinement: 'none', launch: unconfinedLaunch(runtime), note: [note, ...why].join(' ') };
}

/** Starts one worker and lets it run a program. Null when that worked, else what went wrong. */
async function trialProblem(launch: LaunchCommand): Promise<string | null> {
  const session = new WorkerSession(startWorkerProcess(launch), systemClock);
  const gone = new Promise<string>((resolve) => {
    session.onGone = (exit) =>
      resolve(exit.stderr.trim().split('\n')[0]?.slice(0, 200) || `exit ${exit.code ?? exit.signal}`);
  });
  const ready = new Promise<null>((resolve) => {
    session.onReady = () => resolve(null);
  });
  let cancel = () => {};
  const late = new Promise<string>((resolve) => {
    cancel = systemClock.after(trialLimitMs, () => resolve('it did not start in time'));
  });
  try {
    const problem = await Promise.race([ready, gone, late]);
    if (problem !== null) return problem;
    const job = randomUUID();
    const files = [{ path: 'trial.ts', text: 'export default 6 * 7 as number;' }];
    const end = await session.run({
      job,
      kind: 'module',
      files,
      entry: 'trial.ts',
      input: null,
      limits: clampLimits({}),
    });
    return end.kind === 'done' && end.transcript.done?.value === 42
      ? null
      : `the trial program ended with ${end.kind}`;
  } finally {
    cancel();
    session.kill();
    await gone;
  }
}

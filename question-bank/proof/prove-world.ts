import type { AnswerFile } from '../../domain/answer.ts';
import type { Sandbox, WorldResult, WorldSandbox, WorldSeedResult } from '../../sandbox/contract.ts';
import type { WorldQuestion } from '../question.ts';
import { type GradeOutcome, gradeAnswer } from './grade-answer.ts';
import { type Enqueue, noRuns, SandboxFailed } from './prove-code.ts';
import { describeWrong, judgeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

const attemptsMax = 5;
/** What an answer that nobody has touched may score at most. */
const starterScoreMax = 0.3;
/** Seeds of the first look at a wrong answer: most break their invariant at once. */
const firstLookSeeds = 10;
/** The held-out seeds of a version are derived from its secret; the proof also tries those of one that nobody uses. */
const proofSecret = '70726f6f66';

type Judged = Extract<GradeOutcome, { kind: 'verdict' }>;

/**
 * The reference holds every invariant over as many published seeds as grading takes, and over as many derived from a
 * secret; each of the published seeds leaves the same trace when it is run again in `another` sandbox, whose processes are
 * others. The starter does not pass; every wrong answer loads and breaks the invariant it is named for. What `world.ts`
 * says of the invariants is what question.yaml declares. Where an invariant is judged over all seeds, both margins are told.
 */
export async function proveWorld(
  question: WorldQuestion,
  sandbox: Sandbox & WorldSandbox,
  another: Sandbox & WorldSandbox,
  enqueue: Enqueue,
): Promise<QuestionProof> {
  const base = { slug: question.slug, kind: question.kind };
  let workerMs = 0;
  const judge = async (
    name: string,
    files: AnswerFile[],
    { secret = '', seeds = question.runs.graded, where = sandbox } = {},
  ) => {
    const run = await enqueue(() => judgeFiles(question, where, name, files, secret, seeds));
    workerMs += run.worldRun?.wallMs ?? 0;
    return run;
  };
  const { quick, graded } = question.runs;
  /** What one seed has broken stays broken, so more seeds are run only until the invariant is; a pooled one needs all. */
  const judgeWrongly = async ({ name, check, files }: WorldQuestion['wrong'][number]) => {
    for (const seeds of [firstLookSeeds, quick]) {
      const run = await judge(`${name}-${seeds}`, files, { seeds: Math.min(seeds, graded) });
      const found = run.worldRun?.invariants.find((one) => one.name === check);
      if (found?.pooled === null && !found.held) return run;
      if (found !== undefined && found.pooled !== null) break;
    }
    return judge(name, files);
  };
  /** More seeds can only lower what it scores. */
  const judgeStarter = async () => {
    const run = await judge('starter-quick', question.starter, { seeds: quick });
    return run.verdict === 'passed' || run.score > starterScoreMax ? judge('starter', question.starter) : run;
  };
  try {
    const [reference, heldOut, again, starter, ...wrongRuns] = await Promise.all([
      judge('reference', question.reference),
      judge('reference-held-out', question.reference, { secret: proofSecret }),
      judge('reference-again', question.reference, { where: another }),
      judgeStarter(),
      ...question.wrong.map(judgeWrongly),
    ]);
    const problems = [
      ...referenceProblems('the reference', reference),
      ...referenceProblems('the reference, on held-out seeds,', heldOut),
      ...declarationProblems(question, reference.worldRun),
      ...repeatProblems(reference.worldRun, again.worldRun),
    ];
    if (starter.verdict === 'passed')
      problems.push('the starter holds every invariant; expected it to leave something to do');
    else if (starter.score > starterScoreMax)
      problems.push(
        `the starter scores ${starter.score.toFixed(2)}; expected at most ${starterScoreMax}, by a cap if it refuses everything`,
      );

    const warnings: string[] = [];
    const wrong: WrongProof[] = [];
    const margins = marginsOf('reference', reference.worldRun, null);
    question.wrong.forEach((answer, index) => {
      const run = wrongRuns[index];
      if (!run) return;
      const proof = judgeWrong(answer.name, answer.check, run);
      wrong.push(proof);
      const described = describeWrong(proof);
      if (described !== null) problems.push(described);
      const error = run.worldRun?.error;
      if (error)
        problems.push(
          `wrong answer ${answer.name} does not run at all (${error.message}); expected a working program`,
        );
      margins.push(...marginsOf(answer.name, run.worldRun, answer.check));
      const unlisted = proof.alsoFailed.filter((check) => !answer.alsoFailed.includes(check));
      if (proof.outcome === 'rejected' && unlisted.length > 0) {
        warnings.push(
          `${answer.name} also fails ${unlisted.join(', ')}; list it in wrong.yaml or make it fail one invariant`,
        );
      }
    });
    if (wrong.length === 0) problems.push(noRuns);
    const passed = reference.verdict === 'passed' && heldOut.verdict === 'passed';
    return {
      ...base,
      reference: passed ? 'passed' : 'failed',
      wrong,
      problems,
      warnings,
      failure: null,
      margins,
      workerMs,
    };
  } catch (error) {
    if (!(error instanceof SandboxFailed)) throw error;
    return { ...base, reference: 'none', wrong: [], problems: [], warnings: [], failure: error.message };
  }
}

async function judgeFiles(
  question: WorldQuestion,
  sandbox: Sandbox & WorldSandbox,
  name: string,
  files: AnswerFile[],
  secret: string,
  seedCount: number,
): Promise<Judged> {
  const seeds = Array.from({ length: seedCount }, (_, index) => index + 1);
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await gradeAnswer(question, { kind: 'world', files }, sandbox, {
      requestId: `bank-${question.slug}-${name}-${attempt}`,
      fairnessKey: `bank-${question.slug}-${name}`,
      realCandidate: false,
      select: 'all',
      world: { sandbox, secret, seeds },
    });
    if (outcome.kind === 'verdict') return outcome;
    const { code, message, retryAfterMs } = outcome.failure;
    if (retryAfterMs === null || attempt >= attemptsMax)
      throw new SandboxFailed(`${name}: ${code}: ${message}`);
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs));
  }
}

function referenceProblems(who: string, run: Judged): string[] {
  const problems = run.checks
    .filter((check) => !check.passed)
    .map((check) => `${who} breaks ${check.name}: ${check.message}`);
  const error = run.worldRun?.error;
  return error ? [`${who} does not run: ${error.message}`] : problems;
}

/** The page is made from question.yaml, the findings come from world.ts: they must speak of the same things. */
function declarationProblems(question: WorldQuestion, run: WorldResult | null): string[] {
  if (run === null || run.error !== null) return [];
  const total = question.invariants.reduce((sum, { weight }) => sum + weight, 0);
  const reportedTotal = run.invariants.reduce((sum, { weight }) => sum + weight, 0);
  const described = (one: { name: string; title: string; kind: string; weight: number }, sum: number) =>
    `${one.name} ("${one.title}", ${one.kind}, ${((100 * one.weight) / sum).toFixed(1)} %)`;
  const declared = question.invariants.map((one) => described(one, total));
  const reported = run.invariants.map((one) => described(one, reportedTotal));
  return [
    ...reported
      .filter((one) => !declared.includes(one))
      .map((one) => `world.ts has ${one}; question.yaml does not`),
    ...declared
      .filter((one) => !reported.includes(one))
      .map((one) => `question.yaml has ${one}; world.ts does not`),
  ];
}

function repeatProblems(first: WorldResult | null, second: WorldResult | null): string[] {
  const traces = new Map(first?.seeds.map((one) => [one.seed, traceOf(one)]));
  // A reference that does not run is a problem of its own.
  if (traces.size === 0) return [];
  // A hash that never changes would prove nothing.
  if (new Set(traces.values()).size <= traces.size / 2)
    return ['most seeds of the reference leave the same trace; expected each to be another world'];
  const differs = second?.seeds.find((one) => traces.get(one.seed) !== traceOf(one));
  if (differs !== undefined)
    return [`seed ${differs.seed} of the reference has another trace hash when it is run again`];
  return second?.seeds.length === traces.size ? [] : ['the reference runs fewer seeds when it is run again'];
}

const traceOf = ({ status, traceHash }: WorldSeedResult): string => `${status} ${traceHash}`;

/** `latency, reference: p99 310 ms, at most 1200 ms`. */
function marginsOf(answer: string, run: WorldResult | null, only: string | null): string[] {
  return (run?.invariants ?? []).flatMap(({ name, pooled }) =>
    pooled === null || (only !== null && only !== name) ? [] : [`${name}, ${answer}: ${pooled.message}`],
  );
}

import type { Design, DesignComponent } from '../../domain/design/design.ts';
import { limitText, measuredText } from '../../simulation/load/measured-text.ts';
import type { ObjectiveResult } from '../../simulation/load/report.ts';
import type { Objective } from '../../simulation/load/scenario.ts';
import type { DesignQuestion, WrongDesign } from '../question.ts';
import { type EvaluatedDesign, evaluateAnswer, gradeEvaluated } from './grade-design-answer.ts';
import { objectiveMargin } from './objective-margin.ts';
import { describeWrong, judgeWrong, type QuestionProof, type WrongProof } from './question-proof.ts';

/** Seeds with which the reference must hold besides the graded ones: it must not be lucky with three. */
const moreSeeds = 5;
const thoroughSeeds = 20;
const firstMoreSeed = 70_001;
/** Of its limit; closer, and one drawing's noise is another's miss. */
const marginMin = 0.15;
/** What the untouched start may score at most by rules, and should a drawing that serves hardly anybody. */
const startScoreMax = 0.5;

/**
 * The reference meets every objective with the graded seeds and more, at a distance from each limit; every wrong drawing
 * misses the objective that it is named for with each graded seed; a wasteful one misses the cost and no service
 * objective; and leaving the start as it is earns less than half.
 */
export async function proveDesign(
  question: DesignQuestion,
  options: { thorough: boolean } = { thorough: false },
): Promise<QuestionProof> {
  const { objectives, gradedSeeds } = question;
  const more = Array.from(
    { length: options.thorough ? thoroughSeeds : moreSeeds },
    (_, index) => firstMoreSeed + index,
  );
  const reference = await evaluateEach(question, question.reference, [...gradedSeeds, ...more]);
  const best = gradeEvaluated(question, worst(objectives, reference));
  const problems = reference.flatMap(({ seed, evaluated }) => missedWith(question, seed, evaluated));
  problems.push(...marginProblems(objectives, worst(objectives, reference)));

  const wrong: WrongProof[] = [];
  const wrongValues = new Map<string, string>();
  for (const one of question.wrong) {
    const runs = await evaluateEach(question, one.answer, gradedSeeds);
    const together = worst(objectives, runs);
    const proof = judged(question, one, together);
    wrong.push(proof);
    const described = describeWrong(proof);
    problems.push(...(described === null ? wrongProblems(question, one, runs) : [described]));
    wrongValues.set(one.check, describeValue(objectives, one, together, wrongValues.get(one.check)));
  }
  for (const { id } of objectives) {
    if (!question.wrong.some((one) => one.check === id)) {
      problems.push(`no wrong drawing is named for ${id}; expected one of each`);
    }
  }

  const untouched = gradeEvaluated(
    question,
    await evaluateAnswer(question, { design: question.start }, gradedSeeds),
  );
  if (untouched.score >= startScoreMax) {
    problems.push(
      `the untouched start scores ${untouched.score.toFixed(2)}; expected less than ${startScoreMax}`,
    );
  }
  const idle = gradeEvaluated(
    question,
    await evaluateAnswer(question, { design: starved(question) }, gradedSeeds),
  );
  return {
    slug: question.slug,
    kind: question.kind,
    reference: problems.some((problem) => problem.startsWith(missed)) ? 'failed' : best.verdict,
    wrong,
    problems,
    warnings:
      idle.score >= startScoreMax
        ? [
            `the reference with next to no capacity scores ${idle.score.toFixed(2)}: much of what is asked for holds of a system that serves nobody`,
          ]
        : [],
    failure: null,
    margins: [
      ...table(question, worst(objectives, reference), wrongValues),
      `the untouched start scores ${untouched.score.toFixed(2)}`,
    ],
  };
}

/** The reference's drawing with one request at a time wherever something is worked on. */
function starved({ reference, fixed }: DesignQuestion): Design {
  const least = { replicas: 1, maxReplicas: 1, vcpu: 1, concurrency: 1 };
  const settings: Partial<Record<string, DesignComponent['settings']>> = {
    service: { ...least, queue: 0 },
    worker: least,
    function: { concurrency: 1, provisioned: 0 },
  };
  return {
    ...reference.design,
    components: reference.design.components.map((one) =>
      fixed.includes(one.id) ? one : { ...one, settings: { ...one.settings, ...settings[one.kind] } },
    ),
  };
}

interface SeedRun {
  seed: number;
  evaluated: EvaluatedDesign;
}

async function evaluateEach(
  question: DesignQuestion,
  answer: WrongDesign['answer'],
  seeds: readonly number[],
): Promise<SeedRun[]> {
  const runs: SeedRun[] = [];
  for (const seed of seeds) runs.push({ seed, evaluated: await evaluateAnswer(question, answer, [seed]) });
  return runs;
}

/** What grading finds of these seeds together: met with each of them, and the worst value. */
function worst(objectives: readonly Objective[], runs: readonly SeedRun[]): EvaluatedDesign {
  return {
    problems: runs[0]?.evaluated.problems ?? [],
    objectives: objectives.map(({ id, is }): ObjectiveResult => {
      const found = runs.map(({ evaluated }) => evaluated.objectives.find((one) => one.id === id));
      const values = found.map((one) => one?.value ?? null);
      const known = values.filter((value) => value !== null);
      return {
        id,
        met: found.every((one) => one?.met === true),
        value:
          known.length < values.length || known.length === 0
            ? null
            : is === 'at-most'
              ? Math.max(...known)
              : Math.min(...known),
      };
    }),
  };
}

const missed = 'the reference misses';

function missedWith(question: DesignQuestion, seed: number, evaluated: EvaluatedDesign): string[] {
  return gradeEvaluated(question, evaluated)
    .checks.filter((check) => !check.passed)
    .map((check) => `${missed} ${check.name} with seed ${seed}: ${check.message}`);
}

function marginProblems(objectives: readonly Objective[], reference: EvaluatedDesign): string[] {
  return objectives.flatMap((objective) => {
    const found = reference.objectives.find((one) => one.id === objective.id);
    const margin = found?.met ? objectiveMargin(objective, found.value) : null;
    return margin !== null && margin < marginMin
      ? [
          `${objective.id}: the reference's margin is ${percent(margin)}; expected at least ${percent(marginMin)} of the limit`,
        ]
      : [];
  });
}

function judged(question: DesignQuestion, wrong: WrongDesign, evaluated: EvaluatedDesign): WrongProof {
  const grade = gradeEvaluated(question, evaluated);
  return judgeWrong(wrong.name, wrong.check, {
    ...{ kind: 'verdict', ...grade },
    ...{ run: null, labRun: null, worldRun: null, confinement: null },
  });
}

/** A miss that depends on the seed is luck, and a wasteful drawing has to be a good one that is too dear. */
function wrongProblems(
  question: DesignQuestion,
  { name, check }: WrongDesign,
  runs: readonly SeedRun[],
): string[] {
  const objective = question.objectives.find((one) => one.id === check);
  const lucky = runs.filter(({ evaluated }) =>
    gradeEvaluated(question, evaluated).checks.some((one) => one.name === check && one.passed),
  );
  const service = new Set(question.objectives.filter((one) => one.group === 'slo').map((one) => one.id));
  const failed =
    objective?.measure.kind === 'cost'
      ? gradeEvaluated(question, worst(question.objectives, runs)).checks.filter(
          (one) => service.has(one.name) && !one.passed,
        )
      : [];
  return [
    ...lucky.map(
      ({ seed }) => `wrong drawing ${name} meets ${check} with seed ${seed}; expected a clear miss`,
    ),
    ...failed.map(
      (one) =>
        `wrong drawing ${name} is the wasteful one and misses ${one.name} too; expected a miss of cost`,
    ),
  ];
}

function describeValue(
  objectives: readonly Objective[],
  { name, check }: WrongDesign,
  evaluated: EvaluatedDesign,
  before: string | undefined,
): string {
  const objective = objectives.find((one) => one.id === check);
  const value = evaluated.objectives.find((one) => one.id === check)?.value ?? null;
  const said = objective && value !== null ? measuredText(objective.measure, value) : 'nothing measured';
  return `${before === undefined ? '' : `${before}, `}${name.slice(check.length + 2)} ${said}`;
}

/** One line for each objective: limit, the reference's worst value and margin, and what the wrong ones come to. */
function table(
  { objectives, scenario }: DesignQuestion,
  reference: EvaluatedDesign,
  wrongValues: ReadonlyMap<string, string>,
): string[] {
  const rows = objectives.map((objective) => {
    const value = reference.objectives.find((one) => one.id === objective.id)?.value ?? null;
    const margin = objectiveMargin(objective, value);
    return [
      objective.id,
      scenario.profiles.find((one) => one.id === objective.profile)?.title ?? objective.profile,
      limitText(objective),
      value === null ? 'nothing measured' : measuredText(objective.measure, value),
      margin === null ? '' : `margin ${percent(margin)}`,
      wrongValues.get(objective.id) ?? '',
    ];
  });
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

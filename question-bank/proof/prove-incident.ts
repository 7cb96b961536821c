import type { IncidentAnswer } from '../../domain/answer.ts';
import { gradeIncident, incidentChecks } from '../../domain/incident/grade-incident.ts';
import type { Incident, IncidentChart } from '../../domain/incident/incident.ts';
import { minutesBetween, replayInvestigation } from '../../domain/incident/investigation.ts';
import type { IncidentQuestion } from '../question.ts';
import { describeWrong, judgeWrong, type QuestionProof } from './question-proof.ts';

/** Of a board: enough to look at that looking has to be chosen, and few enough to be read in a list. */
const cardsMin = 12;
const cardsMax = 20;
const irrelevantCardsMin = 3;
/** The reference has to leave time for detours. */
const referenceShareMax = 0.7;
/** What the whole diagnosis is worth when nothing was looked at: catalogue section 7. */
const guessScoreMax = 0.5;
/** What a wrong action alone may earn for the harm that it keeps low all the same. */
const idleShareMax = 0.5;
/** The right option must not be told by its length. */
const lengthRatioMax = 1.5;

/**
 * The reference passes everything, each wrong investigation fails the check it is named for, every check has a wrong
 * investigation, guessing right without looking earns at most half, and looking at everything is not possible.
 */
export function proveIncident(question: IncidentQuestion): QuestionProof {
  const incident = question.incidents.general;
  const gradeOf = (answer: IncidentAnswer) => gradeIncident(incident, question.reference.steps, answer);

  const best = gradeOf(question.reference);
  const problems = best.checks
    .filter((check) => !check.passed)
    .map((check) => `the reference fails ${check.name}: ${check.message}`);

  const wrong = question.wrong.map((one) =>
    judgeWrong(one.name, one.check, {
      kind: 'verdict',
      ...gradeOf(one.answer),
      run: null,
      labRun: null,
      worldRun: null,
      confinement: null,
    }),
  );
  problems.push(...wrong.map(describeWrong).filter((problem) => problem !== null));
  for (const check of incidentChecks) {
    if (!question.wrong.some((one) => one.check === check)) {
      problems.push(`no wrong investigation is named for ${check}; expected one of each`);
    }
  }

  for (const problem of idlenessProblems(question, gradeOf)) problems.push(problem);
  const guess = gradeOf(luckyGuess(question.reference));
  if (guess.score > guessScoreMax) {
    problems.push(
      `guessing right without looking at anything scores ${guess.score.toFixed(2)}; expected at most ${guessScoreMax}`,
    );
  }
  problems.push(...boardProblems(incident, question.reference), ...variantProblems(question));
  for (const [runtime, variant] of Object.entries(question.incidents.byRuntime)) {
    problems.push(...boardProblems(variant, question.reference).map((problem) => `${runtime}: ${problem}`));
  }
  return {
    slug: question.slug,
    kind: question.kind,
    reference: best.verdict,
    wrong,
    problems,
    warnings: [],
    failure: null,
    margins: [
      marginOf(incident, question.reference),
      `guessing without looking scores ${guess.score.toFixed(2)}`,
    ],
  };
}

/** Doing nothing, or only what is wrong, must not pass for little harm because the budget ends soon. */
function idlenessProblems(
  question: IncidentQuestion,
  gradeOf: (answer: IncidentAnswer) => ReturnType<typeof gradeIncident>,
): string[] {
  const { reference } = question;
  const looks = reference.steps.filter((step) => step.kind === 'card');
  const wrong = question.incidents.general.actions.filter((action) => action.marks === 'none');
  const idle = [null, ...wrong.map((action) => action.id)];
  return idle.flatMap((id) => {
    const steps = id === null ? looks : [{ kind: 'action' as const, id }, ...looks];
    const check = gradeOf({ ...reference, steps }).checks.find((one) => one.name === 'efficiency');
    const share = check ? check.earned / check.weight : 0;
    const bound = id === null ? 0 : idleShareMax;
    return share > bound
      ? [`with ${id ?? 'no action'} alone, efficiency earns ${share.toFixed(2)}; expected at most ${bound}`]
      : [];
  });
}

/** Everything right and nothing looked at. */
function luckyGuess(reference: IncidentAnswer): IncidentAnswer {
  return { ...reference, steps: reference.steps.filter((step) => step.kind === 'action') };
}

function marginOf(incident: Incident, reference: IncidentAnswer): string {
  const spent = replayInvestigation(incident, reference.steps).spentMinutes;
  const all = incident.cards.reduce((sum, card) => sum + card.minutes, 0);
  return `the reference spends ${spent} of ${incident.clock.budget} minutes; all cards would take ${all}`;
}

function boardProblems(incident: Incident, reference: IncidentAnswer): string[] {
  const { cards, clock, panels, diagnosis } = incident;
  const problems: string[] = [];
  if (cards.length < cardsMin || cards.length > cardsMax) {
    problems.push(`there are ${cards.length} cards; expected ${cardsMin} to ${cardsMax}`);
  }
  const all = cards.reduce((sum, card) => sum + card.minutes, 0);
  if (all <= clock.budget) {
    problems.push(`all cards take ${all} of ${clock.budget} minutes; expected that they can't all be opened`);
  }
  const relevant = new Set([
    ...incident.evidence.flat(),
    ...reference.steps.flatMap((step) => (step.kind === 'card' ? [step.id] : [])),
  ]);
  const irrelevant = cards.filter((card) => !relevant.has(card.id)).length;
  if (irrelevant < irrelevantCardsMin) {
    problems.push(`${irrelevant} cards are beside the point; expected at least ${irrelevantCardsMin}`);
  }
  const spent = replayInvestigation(incident, reference.steps).spentMinutes;
  if (spent > referenceShareMax * clock.budget) {
    problems.push(
      `the reference spends ${spent} minutes; expected at most ${referenceShareMax} of the budget`,
    );
  }
  const width = minutesBetween(clock.startsAt, clock.onCallAt);
  const charts: IncidentChart[] = [
    ...panels,
    ...cards.flatMap((card) => card.shows.filter((block) => block.form === 'chart')),
  ];
  for (const chart of charts) {
    const last = Math.max(
      ...chart.lines.flatMap((line) => line.points.map(([at]) => at)),
      ...chart.marks.map((mark) => mark.at),
    );
    if (last > width) {
      problems.push(
        `chart ${chart.id} goes to minute ${last}; the charts end at ${width}, when the call came`,
      );
    }
  }
  for (const [part, options] of Object.entries({ cause: diagnosis.cause, component: diagnosis.component })) {
    const right = Math.max(...options.filter((one) => one.marks === 'full').map((one) => one.text.length));
    const others = options.filter((one) => one.marks !== 'full').map((one) => one.text.length);
    if (right > lengthRatioMax * Math.max(...others)) {
      problems.push(`${part}: the right option is much the longest; expected that length tells nothing`);
    }
  }
  return problems;
}

/** A candidate in any of the runtimes meets the same question, so either all have a text of their own or none. */
function variantProblems(question: IncidentQuestion): string[] {
  return question.runtimes
    .filter((runtime) => question.incidents.byRuntime[runtime] === undefined)
    .map((runtime) => `incident.${runtime}.yaml is missing: question.yaml lists the runtime`);
}

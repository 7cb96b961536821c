import type { IncidentAnswer } from '../answer.ts';
import { type Grade, type GradedCheck, roundScore } from '../grading/grade.ts';
import type { DiagnosisOption, Incident, Marks } from './incident.ts';
import { harmToTheEnd, type InvestigationState, replayInvestigation } from './investigation.ts';
import {
  diagnosisPoints,
  efficientUpTo,
  evidencePinsMax,
  inefficientFrom,
  supportForEfficiencyMin,
  unsupportedShare,
} from './limits.ts';

export type IncidentCheck = keyof typeof diagnosisPoints;
export const incidentChecks = Object.keys(diagnosisPoints) as IncidentCheck[];

export const incidentCheckTitles: Record<IncidentCheck, string> = {
  cause: 'Root cause, with the evidence for it',
  component: 'Component',
  mitigation: 'First mitigation',
  durable: 'Durable fixes',
  efficiency: 'Harm done meanwhile',
};

const pointsTotal = Object.values(diagnosisPoints).reduce((sum, points) => sum + points, 0);
const shareOf: Record<Marks, number> = { full: 1, half: 0.5, none: 0 };

/**
 * What rules can judge of an incident (catalogue section 2.6; the postmortem is rated by people):
 *
 *   cause, component   marks of the pick × (1/3 + 2/3 × support), support being the share of evidence groups of which
 *                      a card was opened and cited
 *   mitigation         marks of the first action taken
 *   durable            (right − wrong picks) / picks allowed, never below 0, × the same factor
 *   efficiency         1 up to `efficientUpTo` times the reference's harm, 0 from `inefficientFrom`, straight between,
 *                      × how far the harm was stopped, against the reference, × the marks of the cause;
 *                      counts only when the cause is at least half supported, so a fast guess is worth little
 *
 * `referenceSteps` are those of the author's own investigation.
 */
export function gradeIncident(
  incident: Incident,
  referenceSteps: IncidentAnswer['steps'],
  answer: IncidentAnswer,
): Grade {
  const state = replayInvestigation(incident, answer.steps);
  const support = supportOf(incident, state, answer.evidence);
  const factor = unsupportedShare + (1 - unsupportedShare) * support.share;
  const checks: GradedCheck[] = [
    gradePick('cause', incident.diagnosis.cause, answer.cause, factor, support),
    gradePick('component', incident.diagnosis.component, answer.component, factor, support),
    gradeMitigation(incident, state),
    gradeDurable(incident, answer.durable, factor, support),
    gradeEfficiency(incident, referenceSteps, state, {
      causeMarks: marksOf(incident.diagnosis.cause, answer.cause),
      support: support.share,
    }),
  ];
  return {
    verdict: checks.every((check) => check.passed) ? 'passed' : 'failed',
    score: roundScore(checks.reduce((sum, check) => sum + check.earned, 0)),
    checks,
  };
}

interface Support {
  /** Share of the groups that are supported, 0..1. */
  share: number;
  supported: number;
  groups: number;
}

/** Citing counts only for what was opened; of more citations than allowed the first ones count, in the order of ids. */
function supportOf(incident: Incident, state: InvestigationState, cited: readonly string[]): Support {
  const opened = new Set(state.steps.flatMap((entry) => (entry.step.kind === 'card' ? [entry.step.id] : [])));
  const counted = new Set(cited.filter((id) => opened.has(id)).slice(0, evidencePinsMax));
  const groups = incident.evidence.length;
  const supported = incident.evidence.filter((group) => group.some((id) => counted.has(id))).length;
  return { share: groups === 0 ? 1 : supported / groups, supported, groups };
}

function marksOf(options: readonly DiagnosisOption[], picked: string): number {
  const option = options.find((one) => one.id === picked);
  return option ? shareOf[option.marks] : 0;
}

function gradePick(
  name: 'cause' | 'component',
  options: readonly DiagnosisOption[],
  picked: string,
  factor: number,
  support: Support,
): GradedCheck {
  const option = options.find((one) => one.id === picked);
  if (!option)
    return check(name, 0, picked === '' ? 'Nothing was picked.' : 'The pick is not one of the options.');
  const share = shareOf[option.marks] * factor;
  const said = { full: 'The right pick', half: 'Part of it', none: 'Not it' }[option.marks];
  return check(
    name,
    share,
    `${said}: ${option.text.replace(/\.$/u, '')}. ${evidenceSaid(support)}`,
    option.marks === 'full' ? [] : [option.because],
  );
}

function evidenceSaid({ supported, groups }: Support): string {
  return `${supported} of ${groups} findings have a card that was opened and cited.`;
}

function gradeMitigation(incident: Incident, state: InvestigationState): GradedCheck {
  const first = state.steps.find((entry) => entry.step.kind === 'action');
  const action = incident.actions.find((one) => one.id === first?.step.id);
  if (!first || !action) return check('mitigation', 0, 'Nothing was done to stop the harm.');
  const when = `after ${first.toMinute} simulated minutes`;
  return check(
    'mitigation',
    shareOf[action.marks],
    `${action.text}, done ${when}.`,
    action.marks === 'full' ? [] : [action.because],
  );
}

function gradeDurable(
  incident: Incident,
  picked: readonly string[],
  factor: number,
  support: Support,
): GradedCheck {
  const { pick, options } = incident.diagnosis.durable;
  const known = options.filter((option) => picked.includes(option.id));
  if (known.length === 0) return check('durable', 0, 'Nothing was picked.');
  // More picks than allowed can only come from two tabs at once; each one more takes a share away.
  const excess = Math.max(0, known.length - pick);
  const net = known.reduce((sum, option) => sum + (option.marks === 'none' ? -1 : shareOf[option.marks]), 0);
  const share = Math.min(1, Math.max(0, (net - excess) / pick)) * factor;
  const right = known.filter((option) => option.marks !== 'none').length;
  return check(
    'durable',
    share,
    `${right} of ${known.length} picks would keep it from coming back; ${pick} were asked for. ${evidenceSaid(support)}`,
    known.filter((option) => option.marks === 'none').map((option) => option.because),
  );
}

function gradeEfficiency(
  incident: Incident,
  referenceSteps: IncidentAnswer['steps'],
  state: InvestigationState,
  diagnosis: { causeMarks: number; support: number },
): GradedCheck {
  const harm = harmToTheEnd(state);
  const referenceState = replayInvestigation(incident, referenceSteps);
  const reference = harmToTheEnd(referenceState);
  const counted = (minutes: number) =>
    `${Math.round(minutes * incident.harm.perMinute).toLocaleString('en-US')} ${incident.harm.unit}`;
  const said = `${counted(harm)} by the end; the reference comes to ${counted(reference)}.`;
  if (diagnosis.causeMarks === 0) return check('efficiency', 0, `${said} Counts with a right cause only.`);
  if (diagnosis.support < supportForEfficiencyMin) {
    return check('efficiency', 0, `${said} Counts with evidence for the cause only.`);
  }
  const ratio = reference === 0 ? (harm === 0 ? 1 : Number.POSITIVE_INFINITY) : harm / reference;
  const little = between0And1((inefficientFrom - ratio) / (inefficientFrom - efficientUpTo));
  // Whoever stops nothing has done little harm only because the budget ends.
  const stopped = between0And1((1 - state.harmFactor) / Math.max(1e-9, 1 - referenceState.harmFactor));
  return check('efficiency', little * stopped * diagnosis.causeMarks, said);
}

function between0And1(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function check(
  name: IncidentCheck,
  share: number,
  message: string,
  misconceptions: string[] = [],
): GradedCheck {
  const weight = diagnosisPoints[name] / pointsTotal;
  return {
    name,
    title: incidentCheckTitles[name],
    passed: share >= 1 - 1e-9,
    weight,
    earned: weight * share,
    message,
    misconceptions,
  };
}

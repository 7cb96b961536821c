import type { AttemptStatus } from '../../domain/attempt.ts';

/** Plain facts of one attempt, from which its stage and what to do next are decided. */
export interface StageFacts {
  status: AttemptStatus | 'lapsed';
  startByMs: number;
  /** A live session: it has a lead instead of a clock and sections. */
  live: boolean;
  /** Of a running attempt; null between sections. */
  openSection: number | null;
  sectionCount: number;
  /** The form has questions that people rate. */
  needsRaters: boolean;
  raters: readonly { id: string; name: string; submitted: boolean }[];
  openRequests: number;
  lateEditsUndecided: boolean;
  decision: string | null;
  /** The form asks for a live follow-up, and none was scored. */
  followUpMissing: boolean;
  /** The person who looks at it is a rater who has not submitted. */
  viewerOwesRating: boolean;
}

export type Stage =
  | { kind: 'invited' }
  | { kind: 'accepted' }
  | { kind: 'lapsed' }
  | { kind: 'declined' }
  | { kind: 'withdrawn' }
  | { kind: 'running'; section: number | null; sectionCount: number }
  | { kind: 'in-session' }
  | { kind: 'grading' }
  | { kind: 'no-raters' }
  | { kind: 'scores-missing'; missing: number }
  | { kind: 'report-ready' }
  | { kind: 'result-incomplete' }
  | { kind: 'on-hold' }
  | { kind: 'decided'; outcome: string };

export type NextAction =
  | { kind: 'none' }
  | { kind: 'wait'; text: string }
  | { kind: 'answer-request'; count: number }
  | { kind: 'decide-late-edits' }
  | { kind: 'extend-start' }
  | { kind: 'remind' }
  | { kind: 'score' }
  | { kind: 'assign-raters' }
  | { kind: 'assign-second-rater' }
  | { kind: 'plan-follow-up' }
  | { kind: 'record-decision' };

export type Tab = 'active' | 'decided' | 'closed';

export function stageOf(facts: StageFacts): Stage {
  if (facts.decision !== null && facts.decision !== 'hold' && facts.status !== 'running') {
    return { kind: 'decided', outcome: facts.decision };
  }
  switch (facts.status) {
    case 'invited':
    case 'accepted':
    case 'lapsed':
    case 'declined':
    case 'withdrawn':
      return { kind: facts.status };
    case 'running':
      if (facts.live) return { kind: 'in-session' };
      return { kind: 'running', section: facts.openSection, sectionCount: facts.sectionCount };
    case 'submitted':
      return { kind: 'grading' };
    case 'graded': {
      if (facts.needsRaters && facts.raters.length === 0) return { kind: 'no-raters' };
      const missing = facts.raters.filter((rater) => !rater.submitted).length;
      if (missing > 0) return { kind: 'scores-missing', missing };
      if (facts.decision === 'hold') return { kind: 'on-hold' };
      return { kind: facts.followUpMissing ? 'result-incomplete' : 'report-ready' };
    }
  }
}

/** What the person who looks at the row should do, the most pressing first. */
export function nextActionOf(facts: StageFacts): NextAction {
  if (facts.openRequests > 0) return { kind: 'answer-request', count: facts.openRequests };
  const stage = stageOf(facts);
  switch (stage.kind) {
    case 'declined':
    case 'withdrawn':
    case 'decided':
      return { kind: 'none' };
    case 'lapsed':
      return { kind: 'extend-start' };
    case 'invited':
    case 'accepted':
      return { kind: 'remind' };
    case 'running':
      return { kind: 'wait', text: 'The clock is running' };
    case 'in-session':
      return { kind: 'wait', text: 'The session is going on' };
    case 'grading':
    case 'no-raters':
    case 'scores-missing':
    case 'report-ready':
    case 'result-incomplete':
    case 'on-hold':
      break;
  }
  if (facts.lateEditsUndecided) return { kind: 'decide-late-edits' };
  if (stage.kind === 'grading') return { kind: 'wait', text: 'Grading' };
  if (facts.viewerOwesRating) return { kind: 'score' };
  if (facts.needsRaters && facts.raters.length === 0) return { kind: 'assign-raters' };
  const waitingFor = facts.raters.filter((rater) => !rater.submitted).map((rater) => rater.name);
  if (waitingFor.length > 0) return { kind: 'wait', text: `Waiting for ${waitingFor.join(', ')}` };
  if (facts.needsRaters && facts.raters.length === 1) return { kind: 'assign-second-rater' };
  return { kind: facts.followUpMissing ? 'plan-follow-up' : 'record-decision' };
}

/** Whether a manager has to do something before anything goes on. */
export function needsManager(action: NextAction): boolean {
  switch (action.kind) {
    case 'none':
    case 'wait':
    case 'remind':
    case 'extend-start':
      return false;
    case 'answer-request':
    case 'decide-late-edits':
    case 'score':
    case 'assign-raters':
    case 'assign-second-rater':
    case 'plan-follow-up':
    case 'record-decision':
      return true;
  }
}

export function tabOf(stage: Stage): Tab {
  switch (stage.kind) {
    case 'decided':
      return 'decided';
    case 'declined':
    case 'withdrawn':
    case 'lapsed':
      return 'closed';
    default:
      return 'active';
  }
}

const stageTexts: Record<Exclude<Stage['kind'], 'running' | 'scores-missing' | 'decided'>, string> = {
  invited: 'Invited',
  accepted: 'Invitation accepted',
  lapsed: 'Not started in time',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  'in-session': 'In the live session',
  grading: 'Submitted, grading',
  'no-raters': 'Graded, no raters yet',
  'report-ready': 'Report ready',
  'result-incomplete': 'Result incomplete',
  'on-hold': 'On hold',
};

const outcomeTexts: Record<string, string> = {
  advance: 'Advanced',
  offer: 'Offer',
  decline: 'Not taken further',
  hold: 'On hold',
};

export function stageText(stage: Stage): string {
  switch (stage.kind) {
    case 'running':
      return stage.section === null
        ? 'Between sections'
        : `In section ${stage.section} of ${stage.sectionCount}`;
    case 'scores-missing':
      return stage.missing === 1 ? '1 score missing' : `${stage.missing} scores missing`;
    case 'decided':
      return outcomeTexts[stage.outcome] ?? stage.outcome;
    default:
      return stageTexts[stage.kind];
  }
}

export function actionText(action: NextAction): string {
  switch (action.kind) {
    case 'none':
      return 'None';
    case 'wait':
      return action.text;
    case 'answer-request':
      return action.count === 1 ? 'Answer request' : `Answer ${action.count} requests`;
    case 'decide-late-edits':
      return 'Decide late edits';
    case 'extend-start':
      return 'Give more days';
    case 'remind':
      return 'Send reminder';
    case 'score':
      return 'Submit your scores';
    case 'assign-raters':
      return 'Assign raters';
    case 'assign-second-rater':
      return 'Assign second rater';
    case 'plan-follow-up':
      return 'Plan the follow-up';
    case 'record-decision':
      return 'Record decision';
  }
}

/** Where that is done. */
export function actionHref(attemptId: string, action: NextAction): string {
  const page = `/attempts/${attemptId}`;
  switch (action.kind) {
    case 'none':
    case 'wait':
      return page;
    case 'answer-request':
      return `${page}#requests`;
    case 'decide-late-edits':
      return `${page}#late-edits`;
    case 'extend-start':
    case 'remind':
      return `${page}#invitation`;
    case 'score':
      return `${page}/score`;
    case 'assign-raters':
    case 'assign-second-rater':
      return `${page}#raters`;
    case 'plan-follow-up':
    case 'record-decision':
      return `${page}/report`;
  }
}

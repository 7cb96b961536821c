import type { LiveRole } from './live/room.ts';

/**
 * The one table of who may see or do what. Every use case asks it; nothing else decides. `authorize` (server) loads
 * the plain facts of a principal and a resource and calls `mayAccess`.
 *
 * Sealing holds across roles: a person who is assigned to rate an attempt and has not submitted sees nobody's ratings,
 * grades or report of it, whatever other roles they hold.
 */
export type Role = 'administrator' | 'hiring-manager' | 'interviewer';

export type Principal =
  | { kind: 'anonymous' }
  | { kind: 'person'; id: string; roles: readonly Role[] }
  | { kind: 'candidate'; attemptId: string; sessionId: string };

/** What the principal is to the attempt or position in question. Loaded by the server, decided here. */
export interface Relation {
  /** Candidate session of this very attempt. */
  ownAttempt?: boolean;
  /** Manages the position that the attempt belongs to. */
  managesPosition?: boolean;
  /** Has a scorecard of this attempt that is not withdrawn. */
  assignedRater?: boolean;
  /** That scorecard is submitted. */
  ratingSubmitted?: boolean;
  /** What the person is in the live session that this attempt is. */
  liveRole?: LiveRole;
}

export const actions = [
  // The organisation
  'people.manage',
  'audit.read',
  'system.read',
  'bank.read',
  // Positions
  'position.create',
  'position.read',
  'position.manage',
  'invitation.issue',
  // An attempt, from the candidate's side
  'attempt.take',
  'attempt.edit',
  'attempt.run',
  'attempt.own-record',
  'invitation.open',
  // An attempt, from the staff's side
  'attempt.list',
  'candidate.identity',
  'application.read',
  'time.grant',
  'late-edits.decide',
  'request.answer',
  'question.void',
  // A live session, from the interviewers' side
  'live.schedule',
  'live.take-part',
  'live.write',
  'live.arrange',
  // Scoring
  'answer.read',
  'rubric.read',
  'scorecard.assign',
  'scorecard.write-own',
  'scorecard.read-others',
  'grade.read',
  'report.read',
  'decision.record',
] as const;
export type Action = (typeof actions)[number];

type Rule = (principal: Principal, relation: Relation) => boolean;

const isPerson = (p: Principal): p is Extract<Principal, { kind: 'person' }> => p.kind === 'person';
const hasRole = (p: Principal, ...roles: Role[]) =>
  isPerson(p) && p.roles.some((role) => roles.includes(role));
const administrator: Rule = (p) => hasRole(p, 'administrator');
/** Administrators look after every position; a hiring manager after their own. */
const manager: Rule = (p, r) =>
  administrator(p, r) || (hasRole(p, 'hiring-manager') && r.managesPosition === true);
const staff: Rule = (p) => hasRole(p, 'administrator', 'hiring-manager', 'interviewer');
const rater: Rule = (p, r) => isPerson(p) && r.assignedRater === true;
const candidate: Rule = (p, r) => p.kind === 'candidate' && r.ownAttempt === true;
const inSession: Rule = (p, r) => isPerson(p) && r.liveRole !== undefined;
/** Observers watch; they write nothing that others read. */
const actsInSession: Rule = (p, r) => inSession(p, r) && r.liveRole !== 'observer';
/** Nobody who still owes a rating sees what others found. */
const unsealed = (rule: Rule): Rule => {
  return (p, r) => rule(p, r) && !(r.assignedRater === true && r.ratingSubmitted !== true);
};
const either =
  (...rules: Rule[]): Rule =>
  (p, r) =>
    rules.some((rule) => rule(p, r));

const table: Record<Action, Rule> = {
  'people.manage': administrator,
  'audit.read': administrator,
  'system.read': administrator,
  'bank.read': staff,

  'position.create': (p) => hasRole(p, 'administrator', 'hiring-manager'),
  'position.read': manager,
  'position.manage': manager,
  'invitation.issue': manager,

  'invitation.open': () => true,
  'attempt.take': candidate,
  'attempt.edit': candidate,
  'attempt.run': candidate,
  'attempt.own-record': candidate,

  'attempt.list': manager,
  'candidate.identity': manager,
  'application.read': (p, r) => manager(p, r) && r.assignedRater !== true,
  'time.grant': manager,
  'late-edits.decide': manager,
  'request.answer': manager,
  'question.void': manager,

  'live.schedule': manager,
  'live.take-part': inSession,
  'live.write': actsInSession,
  'live.arrange': (p, r) => manager(p, r) || actsInSession(p, r),

  'answer.read': either(rater, manager),
  'rubric.read': either(rater, manager),
  'scorecard.assign': manager,
  'scorecard.write-own': rater,
  'scorecard.read-others': unsealed(either(manager, rater)),
  'grade.read': unsealed(either(manager, rater)),
  'report.read': unsealed(manager),
  'decision.record': unsealed(manager),
};

export function mayAccess(principal: Principal, action: Action, relation: Relation = {}): boolean {
  return table[action](principal, relation);
}

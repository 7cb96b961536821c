import { describe, expect, it } from 'vitest';
import { type Action, actions, mayAccess, type Principal, type Relation, type Role } from './access.ts';

// The guarantee: the access table is exactly this one. Every action is listed with everybody who may; a new action or a
// changed rule that is not written down here fails, and what a candidate or a sealed rater may never see is tried with
// every combination of roles and relations.
const roles: Role[] = ['administrator', 'hiring-manager', 'interviewer'];
const roleSets: Role[][] = Array.from({ length: 8 }, (_, bits) =>
  roles.filter((_role, i) => (bits >> i) & 1),
);
const relations: Relation[] = [false, true].flatMap((ownAttempt) =>
  [false, true].flatMap((managesPosition) =>
    [
      { assignedRater: false, ratingSubmitted: false },
      { assignedRater: true, ratingSubmitted: false },
      { assignedRater: true, ratingSubmitted: true },
      { liveRole: 'observer' as const },
      { assignedRater: true, ratingSubmitted: false, liveRole: 'scorer' as const },
      { assignedRater: true, ratingSubmitted: true, liveRole: 'lead' as const },
    ].map((rater) => ({ ownAttempt, managesPosition, ...rater })),
  ),
);
const people: Principal[] = roleSets.map((set) => ({ kind: 'person', id: 'p', roles: set }));
const candidate: Principal = { kind: 'candidate', attemptId: 'a', sessionId: 's' };
const anonymous: Principal = { kind: 'anonymous' };

type Expectation = (roles: readonly Role[], relation: Relation) => boolean;
const never: Expectation = () => false;
const administrator: Expectation = (r) => r.includes('administrator');
const manager: Expectation = (r, rel) =>
  r.includes('administrator') || (r.includes('hiring-manager') && rel.managesPosition === true);
const rater: Expectation = (_r, rel) => rel.assignedRater === true;
const owes = (rel: Relation) => rel.assignedRater === true && rel.ratingSubmitted !== true;

const forPeople: Record<Action, Expectation> = {
  'people.manage': administrator,
  'audit.read': administrator,
  'system.read': administrator,
  'bank.read': (r) => r.length > 0,
  'position.create': (r) => r.includes('administrator') || r.includes('hiring-manager'),
  'position.read': manager,
  'position.manage': manager,
  'invitation.issue': manager,
  'invitation.open': () => true,
  'attempt.take': never,
  'attempt.edit': never,
  'attempt.run': never,
  'attempt.own-record': never,
  'attempt.list': manager,
  'candidate.identity': manager,
  'application.read': (r, rel) => manager(r, rel) && rel.assignedRater !== true,
  'time.grant': manager,
  'late-edits.decide': manager,
  'request.answer': manager,
  'question.void': manager,
  'live.schedule': manager,
  'live.take-part': (_r, rel) => rel.liveRole !== undefined,
  'live.write': (_r, rel) => rel.liveRole === 'lead' || rel.liveRole === 'scorer',
  'live.arrange': (r, rel) => manager(r, rel) || rel.liveRole === 'lead' || rel.liveRole === 'scorer',
  'answer.read': (r, rel) => rater(r, rel) || manager(r, rel),
  'rubric.read': (r, rel) => rater(r, rel) || manager(r, rel),
  'scorecard.assign': manager,
  'scorecard.write-own': rater,
  'scorecard.read-others': (r, rel) => (rater(r, rel) || manager(r, rel)) && !owes(rel),
  'grade.read': (r, rel) => (rater(r, rel) || manager(r, rel)) && !owes(rel),
  'report.read': (r, rel) => manager(r, rel) && !owes(rel),
  'decision.record': (r, rel) => manager(r, rel) && !owes(rel),
};
const ofCandidates: readonly Action[] = ['attempt.take', 'attempt.edit', 'attempt.run', 'attempt.own-record'];

describe('access table', () => {
  it.each(actions)('%s for people', (action) => {
    for (const person of people) {
      if (person.kind !== 'person') continue;
      for (const relation of relations) {
        expect(
          mayAccess(person, action, relation),
          `${person.roles.join('+') || 'no role'} ${JSON.stringify(relation)}`,
        ).toBe(forPeople[action](person.roles, relation));
      }
    }
  });

  it.each(actions)('%s for candidates and strangers', (action) => {
    for (const relation of relations) {
      const expected =
        action === 'invitation.open' || (ofCandidates.includes(action) && relation.ownAttempt === true);
      expect(mayAccess(candidate, action, relation), JSON.stringify(relation)).toBe(expected);
      expect(mayAccess(anonymous, action, relation)).toBe(action === 'invitation.open');
    }
  });

  it('says no when nothing is known of the relation', () => {
    for (const action of actions) {
      expect(mayAccess(candidate, action)).toBe(action === 'invitation.open');
    }
  });
});

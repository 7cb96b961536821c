import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import type { StaffPrincipal } from '../session.ts';
import type { DemoCandidate, WrittenAnswer } from './candidates.ts';

/** A candidate to be loaded, with all that it takes. */
export interface CandidateLoad {
  candidate: DemoCandidate;
  positionId: string;
  manager: StaffPrincipal;
  people: Map<string, StaffPrincipal>;
  texts: Record<WrittenAnswer, string>;
  sandbox: Sandbox & WorldSandbox;
  lab: Lab;
}

export function getPerson(people: Map<string, StaffPrincipal>, key: string): StaffPrincipal {
  const person = people.get(key);
  if (!person) throw new Error(`no demo person ${key}`);
  return person;
}

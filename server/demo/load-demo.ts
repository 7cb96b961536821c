import { hasDemoPeople } from '../../db/queries/demo.ts';
import { insertPerson } from '../../db/queries/people.ts';
import type { Sandbox, WorldSandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { hashPassword } from '../password.ts';
import type { StaffPrincipal } from '../session.ts';
import { getPerson } from './candidate-load.ts';
import { demoCandidates } from './candidates.ts';
import { createDemoPosition } from './create-demo-position.ts';
import { loadLiveSessions } from './live/load-live-sessions.ts';
import { discussed } from './live/story.ts';
import { loadCandidate } from './load-candidate.ts';
import { demoPeople } from './people.ts';
import { databaseCandidates, screenCandidates } from './sql-candidates.ts';
import { loadTakeHome } from './take-home/load-take-home.ts';
import { readTexts, writtenQuestion } from './written-texts.ts';

/**
 * Loads the demo once per database: staff, positions and candidates in every state. What a use case can do is done
 * by the use case; what lies in the past is written as facts. Answers are graded by the real queue afterwards.
 */
export async function loadDemo(input: {
  passwords: Record<string, string>;
  sandbox: Sandbox & WorldSandbox;
  lab: Lab;
}): Promise<boolean> {
  if (env().mode !== 'demo') throw new Error('demo data is never loaded in production');
  const { db } = database();
  if (await hasDemoPeople(db)) return false;
  const people = new Map<string, StaffPrincipal>();
  for (const person of demoPeople) {
    const password = input.passwords[person.key];
    if (!password) throw new Error(`no demo password for ${person.key}`);
    const passwordHash = await hashPassword(password);
    const id = await insertPerson(db, {
      email: person.email,
      name: person.name,
      roles: person.roles,
      passwordHash,
      demo: true,
    });
    people.set(person.key, {
      kind: 'person',
      id,
      roles: person.roles,
      name: person.name,
      email: person.email,
    });
  }
  const manager = getPerson(people, 'manager');
  const texts = await readTexts();
  const positionId = await createDemoPosition(manager, {
    title: 'Senior Backend Engineer, Payments',
    team: 'Payments',
    blueprintSlug: 'written-60',
    openings: 2,
    wanted: writtenQuestion,
  });
  for (const candidate of demoCandidates) {
    await loadCandidate({ candidate, positionId, manager, people, texts, ...input });
  }
  await createDemoPosition(manager, {
    title: 'Staff Engineer, Ledger',
    team: 'Core banking',
    blueprintSlug: 'fundamentals-written-45',
    openings: 1,
    wanted: null,
  });
  const screenId = await createDemoPosition(manager, {
    title: 'Backend Engineer, Fulfilment',
    team: 'Fulfilment',
    blueprintSlug: 'screen-60',
    openings: 3,
    wanted: 'sq-lost-update',
  });
  for (const candidate of screenCandidates) {
    await loadCandidate({ candidate, positionId: screenId, manager, people, texts, ...input });
  }
  const databaseId = await createDemoPosition(manager, {
    title: 'Database Engineer, Storage',
    team: 'Data platform',
    blueprintSlug: 'db-specialist-90',
    openings: 1,
    wanted: 'sq-rls',
  });
  for (const candidate of databaseCandidates) {
    await loadCandidate({
      candidate,
      positionId: databaseId,
      manager,
      people,
      texts,
      ...input,
    });
  }
  await loadLiveSessions({
    positionId: await createDemoPosition(manager, {
      title: 'Platform Engineer, Messaging',
      team: 'Platform',
      blueprintSlug: 'live-discussion-60',
      openings: 1,
      wanted: discussed,
    }),
    manager,
    ruben: getPerson(people, 'ruben'),
    tove: getPerson(people, 'tove'),
    shreya: getPerson(people, 'shreya'),
    sandbox: input.sandbox,
  });
  await loadTakeHome({ manager, people, texts, ...input });
  return true;
}

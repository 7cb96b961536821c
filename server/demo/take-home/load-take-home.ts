import type { CandidateLoad } from '../candidate-load.ts';
import { getPerson } from '../candidate-load.ts';
import { createDemoPosition } from '../create-demo-position.ts';
import { loadCandidate } from '../load-candidate.ts';
import { playFollowUp } from './play-follow-up.ts';
import { takenHome, talking } from './story.ts';

/**
 * A take-home whose result waits for a talk, and that talk: a session that is going on, with the candidate's own answer
 * opened at the run that failed, and a run of the copy in which it is mended.
 */
export async function loadTakeHome(load: Omit<CandidateLoad, 'candidate' | 'positionId'>): Promise<void> {
  const { manager, people, sandbox } = load;
  const place = { team: 'Payments', openings: 1 };
  const positionId = await createDemoPosition(manager, {
    ...{ title: 'Senior Backend Engineer, Settlement', blueprintSlug: 'takehome-70', wanted: takenHome },
    ...place,
  });
  await loadCandidate({ ...load, candidate: talking, positionId });
  await playFollowUp({
    positionId: await createDemoPosition(manager, {
      ...{ title: 'Settlement, follow-up on the take-home', blueprintSlug: 'follow-up-15', wanted: null },
      ...place,
    }),
    manager,
    ruben: getPerson(people, 'ruben'),
    shreya: getPerson(people, 'shreya'),
    runners: { sandbox, lab: load.lab },
  });
}

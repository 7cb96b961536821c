import type { DemoCandidate } from '../candidates.ts';

/** The world that the demo's take-home asks about. */
export const takenHome = 'wo-charge-once';

/** Handed in yesterday; the follow-up about it is going on now. Invented, like all people of the demo. */
export const talking: DemoCandidate = {
  name: 'Thandiwe Maseko',
  email: 'thandiwe@candidates.example',
  skill: 1,
  triedFirst: 'captured-once--saved-after-the-charge',
  written: 'solid',
  submittedHoursAgo: 21,
  rated: [],
  assigned: [],
  decision: null,
  state: 'submitted',
};

/** What she writes while the failing run is on the screen. */
export const said = `The failing seed: the charge went through, the process died before it was written down, the retry charged again.

Between "the provider said yes" and "our row says paid" anything can happen, so the key must be stored before the call.
`;

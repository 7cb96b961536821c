/** A lead who was not heard from for so long can be replaced by any scorer. */
export const leadAbsentMs = 3 * 60_000;
/** Someone heard from within this time counts as present; pages say so every 15 s. */
export const presentWithinMs = 35_000;
/** Not coming is recorded as a fact from then on. */
export const noShowAfterMs = 10 * 60_000;
/** The lead may admit so long before the planned start. */
export const admitBeforeMs = 30 * 60_000;
/** Earlier answers that one session can open; each is a document of its own. */
export const broughtPerSessionMax = 20;
export const focusMinutesMax = 15;
export const reasonCharactersMax = 500;
export const hintCharactersMax = 500;
/** Events of one session; an honest one has a few hundred. */
export const eventsPerSessionMax = 2_000;

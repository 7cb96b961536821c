import { type OfferedAnswer, samePlace } from './brought-answer.ts';
import type { LiveCommand } from './command.ts';
import type { LiveEvent } from './event.ts';
import { admitBeforeMs, broughtPerSessionMax, leadAbsentMs, noShowAfterMs } from './limits.ts';
import type { LiveRole } from './room.ts';
import type { SessionView } from './session.ts';

export interface LiveParticipant {
  personId: string;
  role: LiveRole;
  /** The candidate does not see this observer, and was told that somebody may watch unseen. */
  unseen: boolean;
  seenAt: Date | null;
}

/** Who asks: the candidate, someone of the session, or a manager of the position who is not of it. */
export type LiveAsker =
  | { side: 'candidate' }
  | { side: 'staff'; personId: string; participant: LiveParticipant | null; manages: boolean };

export interface LiveFacts {
  view: SessionView;
  participants: readonly LiveParticipant[];
  /** Numbers of the form's items, each with its twist ids and its count of probes. */
  items: readonly { number: number; twistIds: readonly string[]; probes: number; isDesign: boolean }[];
  /** The candidate's earlier answers that this session may open. Only asked for when one is to be opened. */
  offered: readonly OfferedAnswer[];
  ratingsMissing: boolean;
  now: Date;
}

export type LiveDecision =
  | { kind: 'happens'; event: LiveEvent }
  /** It is so already: nothing is written and the caller is told so as success. */
  | { kind: 'already' }
  | { kind: 'refused'; why: string }
  /** Looks like absence: whoever asks may not know that this exists. */
  | { kind: 'forbidden' };

const happens = (event: LiveEvent): LiveDecision => ({ kind: 'happens', event });
const refused = (why: string): LiveDecision => ({ kind: 'refused', why });
const already: LiveDecision = { kind: 'already' };
const forbidden: LiveDecision = { kind: 'forbidden' };

/** Whoever leads now: the last to take the lead, else the planned one. */
export function leadIdOf(view: SessionView, participants: readonly LiveParticipant[]): string | null {
  return view.leadTakenBy ?? participants.find((one) => one.role === 'lead')?.personId ?? null;
}

/** A scorer may take over when the lead was not heard from for three minutes of the session's time. */
export function leadIsAbsent(facts: Pick<LiveFacts, 'view' | 'participants' | 'now'>): boolean {
  const { view, participants, now } = facts;
  const lead = participants.find((one) => one.personId === leadIdOf(view, participants));
  const heard = Math.max(lead?.seenAt?.getTime() ?? 0, view.startsAt.getTime());
  return now.getTime() - heard >= leadAbsentMs;
}

/** What a command does to a session. Pure: the caller holds the session's lock and appends the event. */
export function decideCommand(command: LiveCommand, asker: LiveAsker, facts: LiveFacts): LiveDecision {
  if (asker.side === 'candidate') return decideForCandidate(command, facts);
  switch (command.kind) {
    case 'enter':
      return forbidden;
    case 'ask-move':
    case 'ask-cancel':
      return mayArrange(asker) ? decideAsk(command, facts) : forbidden;
    case 'answer-ask':
      return mayArrange(asker) ? decideAnswer(command.accept, 'staff', facts) : forbidden;
    case 'open-debrief':
      return decideDebrief(command.reason, asker.manages, facts);
    default:
      return asker.participant ? decideInRoom(command, asker.participant, facts) : forbidden;
  }
}

/** Managers and those who act in the session; observers only watch. */
function mayArrange({ participant, manages }: Extract<LiveAsker, { side: 'staff' }>): boolean {
  return manages || (participant !== null && participant.role !== 'observer');
}

function decideForCandidate(command: LiveCommand, facts: LiveFacts): LiveDecision {
  const { view } = facts;
  switch (command.kind) {
    case 'enter':
      if (view.state !== 'scheduled' && view.state !== 'waiting')
        return view.state === 'running' ? already : refused('This session is not open to enter.');
      if (view.state === 'waiting' && view.recording === command.recording) return already;
      return happens({ kind: 'entered', recording: command.recording });
    case 'ask-move':
    case 'ask-cancel':
      return decideAsk(command, facts);
    case 'answer-ask':
      return decideAnswer(command.accept, 'candidate', facts);
    default:
      return forbidden;
  }
}

type AskCommand = Extract<LiveCommand, { kind: 'ask-move' | 'ask-cancel' }>;

function decideAsk(command: AskCommand, { view, now }: LiveFacts): LiveDecision {
  if (view.state !== 'scheduled' && view.state !== 'waiting' && view.state !== 'no-show')
    return refused('This session can no longer be moved or cancelled.');
  if (view.ask) return refused('There is an open request. It has to be answered first.');
  if (command.kind === 'ask-cancel') return happens({ kind: 'cancel-asked', reason: command.reason });
  if (new Date(command.startsAt) <= now)
    return refused('startsAt: this moment has passed. Choose a later one.');
  return happens({ kind: 'move-asked', startsAt: command.startsAt, reason: command.reason });
}

function decideAnswer(accept: boolean, side: 'candidate' | 'staff', { view, now }: LiveFacts): LiveDecision {
  const { ask } = view;
  if (!ask) return already;
  if ((ask.by === null) === (side === 'candidate')) return refused('The other side answers this request.');
  if (!accept) return happens({ kind: 'ask-refused' });
  if (ask.what === 'cancel') return happens({ kind: 'cancelled' });
  if (!ask.startsAt || ask.startsAt <= now) return refused('The proposed time has passed. Ask for another.');
  return happens({ kind: 'moved', startsAt: ask.startsAt.toISOString() });
}

type RoomCommand = Exclude<
  LiveCommand,
  { kind: 'enter' | 'ask-move' | 'ask-cancel' | 'answer-ask' | 'open-debrief' }
>;

function decideInRoom(command: RoomCommand, me: LiveParticipant, facts: LiveFacts): LiveDecision {
  const { view, now } = facts;
  if (command.kind === 'take-lead') return decideTakeLead(me, facts);
  if (me.role === 'observer') return refused('Observers watch. The lead and the scorers act.');
  const leads = leadIdOf(view, facts.participants) === me.personId;
  if (command.kind !== 'tick-probe' && command.kind !== 'record-hint' && !leads)
    return refused('The lead does this. Take the lead when nobody has led for three minutes.');
  if (command.kind === 'admit') return decideAdmit(facts);
  if (command.kind === 'record-no-show') {
    if (view.state === 'no-show') return already;
    if (view.state !== 'scheduled') return refused('The candidate is here.');
    return now.getTime() - view.startsAt.getTime() >= noShowAfterMs
      ? happens({ kind: 'no-show' })
      : refused('Not coming can be recorded ten minutes after the planned start.');
  }
  if (command.kind === 'close' && view.state === 'closed') return already;
  if (view.state !== 'running') return refused('The session is not running.');
  return decideRunning(command, facts);
}

function decideRunning(
  command: Exclude<RoomCommand, { kind: 'take-lead' | 'admit' | 'record-no-show' }>,
  facts: LiveFacts,
): LiveDecision {
  const { view, items, now } = facts;
  switch (command.kind) {
    case 'close':
      return happens({ kind: 'closed' });
    case 'start-focus':
      return happens({ kind: 'focus-started', minutes: command.minutes });
    case 'end-focus':
      return view.focusUntil && view.focusUntil > now ? happens({ kind: 'focus-ended' }) : already;
    case 'open-item':
      if (!items.some((item) => item.number === command.itemNumber))
        return refused('itemNumber: there is no such item.');
      return view.opened.at(-1)?.itemNumber === command.itemNumber
        ? already
        : happens({ kind: 'item-opened', itemNumber: command.itemNumber });
    case 'bring-answer':
      return decideBring(command, facts);
    case 'reveal-twist':
    case 'open-simulator':
    case 'tick-probe':
    case 'record-hint':
      return decideOnItem(command, view, items);
  }
}

/** What is not offered looks like absence, whether it is another person's, unfinished, or not there at all. */
function decideBring(
  { itemNumber, from, run }: Extract<LiveCommand, { kind: 'bring-answer' }>,
  { view, offered }: LiveFacts,
): LiveDecision {
  if (!view.opened.some((one) => one.itemNumber === itemNumber))
    return refused('This item has not been opened.');
  const isHere = view.brought.some(
    (one) => one.itemNumber === itemNumber && samePlace(one.from, from) && one.run === run,
  );
  if (isHere) return already;
  const answer = offered.find((one) => samePlace(one.from, from));
  if (!answer) return forbidden;
  if (run !== null && !answer.runs.includes(run)) return refused('run: there is no such run.');
  if (view.brought.length >= broughtPerSessionMax)
    return refused(`At most ${broughtPerSessionMax} earlier answers can be opened in a session.`);
  const { question } = answer;
  return happens({
    kind: 'answer-brought',
    number: view.brought.length + 1,
    itemNumber,
    from: { ...from },
    run,
    question,
  });
}

function decideOnItem(
  command: Extract<LiveCommand, { kind: 'reveal-twist' | 'open-simulator' | 'tick-probe' | 'record-hint' }>,
  view: SessionView,
  items: LiveFacts['items'],
): LiveDecision {
  const { itemNumber } = command;
  const item = items.find((one) => one.number === itemNumber);
  if (!item || !view.opened.some((one) => one.itemNumber === itemNumber))
    return refused('This item has not been opened.');
  switch (command.kind) {
    case 'reveal-twist':
      if (!item.twistIds.includes(command.twistId)) return refused('twistId: there is no such twist.');
      return view.twists.some((one) => one.itemNumber === itemNumber && one.twistId === command.twistId)
        ? already
        : happens({ kind: 'twist-revealed', itemNumber, twistId: command.twistId });
    case 'open-simulator':
      if (!item.isDesign) return refused('itemNumber: nothing is simulated in this item.');
      return view.simulators.some((one) => one.itemNumber === itemNumber)
        ? already
        : happens({ kind: 'simulator-opened', itemNumber });
    case 'tick-probe': {
      if (command.probe >= item.probes) return refused('probe: there is no such probe.');
      const ticked = view.probes.some((one) => one.itemNumber === itemNumber && one.probe === command.probe);
      return ticked === command.ticked
        ? already
        : happens({ kind: 'probe-ticked', itemNumber, probe: command.probe, ticked: command.ticked });
    }
    case 'record-hint':
      return happens({ kind: 'hint-given', itemNumber, text: command.text });
  }
}

function decideAdmit({ view, now }: LiveFacts): LiveDecision {
  if (view.state === 'running') return already;
  if (view.state !== 'waiting') return refused('The candidate is not in the waiting room.');
  return view.startsAt.getTime() - now.getTime() > admitBeforeMs
    ? refused('The session can begin half an hour before its planned start at the earliest.')
    : happens({ kind: 'admitted' });
}

function decideTakeLead(me: LiveParticipant, facts: LiveFacts): LiveDecision {
  if (me.role === 'observer') return refused('Observers cannot lead.');
  if (leadIdOf(facts.view, facts.participants) === me.personId) return already;
  if (facts.view.state === 'closed' || facts.view.state === 'cancelled')
    return refused('The session is over.');
  return leadIsAbsent(facts)
    ? happens({ kind: 'lead-taken' })
    : refused('The lead was here within the last three minutes.');
}

function decideDebrief(reason: string, manages: boolean, { view, ratingsMissing }: LiveFacts): LiveDecision {
  if (!manages) return forbidden;
  if (view.state !== 'closed') return refused('The session is not closed.');
  if (view.debrief || !ratingsMissing) return already;
  return reason.trim() === ''
    ? refused('reason: say why the debrief opens while a rating is missing.')
    : happens({ kind: 'debrief-opened', reason });
}

/** For tests and benches: a live session, planned as a manager plans it, of one of the bank's live blueprints. */
import { randomUUID } from 'node:crypto';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Role } from '../../domain/access.ts';
import type { LiveRole } from '../../domain/live/room.ts';
import { accept } from '../attempt/invited-fixture.ts';
import { createPosition } from '../position/create-position.ts';
import { positionFieldsSchema } from '../position/position-fields.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { addStaff } from '../test-staff.ts';
import { actInRoom } from './act-in-room.ts';
import { scheduleSession } from './schedule-session.ts';

export interface LiveFixture {
  attemptId: string;
  manager: StaffPrincipal;
  /** The lead, a scorer, and an observer whom the candidate does not see. */
  lead: StaffPrincipal;
  scorer: StaffPrincipal;
  observer: StaffPrincipal;
  /** Interviewer of no session. */
  stranger: StaffPrincipal;
  candidate: CandidatePrincipal;
}

export async function scheduleLive(
  handle: DatabaseHandle,
  options: { startsInMinutes?: number; blueprintSlug?: string } = {},
): Promise<LiveFixture> {
  const staff = (name: string, ...roles: Role[]) => addStaff(handle.db, name, ...roles);
  const manager = await staff('Manager', 'hiring-manager');
  const [lead, scorer, observer, stranger] = [
    await staff('Lead', 'interviewer'),
    await staff('Scorer', 'interviewer'),
    await staff('Watcher', 'interviewer'),
    await staff('Stranger', 'interviewer'),
  ];
  const fields = positionFieldsSchema.parse({
    title: 'Backend Engineer',
    openings: '1',
    namesHidden: true,
    overallBar: '2.75',
    contact: 'Hiring, hiring@example.org',
    retentionDays: '365',
  });
  const { positionId } = await createPosition(manager, {
    fields,
    blueprintSlug: options.blueprintSlug ?? 'live-discussion-60',
  });
  const place = (person: StaffPrincipal, role: LiveRole, unseen = false) => ({
    personId: person.id,
    role,
    unseen,
  });
  const { attemptId, url } = await scheduleSession(manager, {
    positionId,
    name: 'Robin Example',
    email: `${randomUUID()}@example.com`,
    startsAt: new Date(Date.now() + (options.startsInMinutes ?? 5) * 60_000),
    timeZone: 'Europe/Berlin',
    meetingUrl: 'https://meet.example.org/room',
    unseenObserversTold: true,
    interviewers: [place(lead, 'lead'), place(scorer, 'scorer'), place(observer, 'observer', true)],
  });
  const candidate = await accept(handle.sql, new URL(url).pathname.split('/').at(-1) ?? '');
  return { attemptId, manager, lead, scorer, observer, stranger, candidate };
}

/** The same session with the candidate admitted and an item open. */
export async function startLive(
  handle: DatabaseHandle,
  options: { recording?: 'accepted' | 'declined'; itemNumber?: number; blueprintSlug?: string } = {},
): Promise<LiveFixture> {
  const live = await scheduleLive(handle, options);
  await actInRoom(live.candidate, live.attemptId, {
    kind: 'enter',
    recording: options.recording ?? 'accepted',
  });
  await actInRoom(live.lead, live.attemptId, { kind: 'admit' });
  await actInRoom(live.lead, live.attemptId, { kind: 'open-item', itemNumber: options.itemNumber ?? 2 });
  return live;
}

/** The clock as the server tells it: durations in milliseconds, no instants to compare. */
export interface ClockAnswer {
  /** Of the attempt. */
  status: string;
  progress: ClockProgress | null;
  /** Sections whose questions can be edited now. */
  openSections: readonly { number: number; remainingMs: number; totalMs: number }[];
  lastSection: boolean;
}

export type ClockProgress =
  | { state: 'section'; sectionNumber: number; remainingMs: number }
  | { state: 'break'; nextSection: number; remainingMs: number }
  | { state: 'reopened'; sectionNumber: number; grantedMs: number; waitRemainingMs: number }
  | { state: 'over' };

/** Reads an answer of /api/attempt/clock or /beat; null when it is not one (a proxy's page). */
export function readClockAnswer(body: unknown): ClockAnswer | null {
  if (!isRecord(body) || typeof body.status !== 'string' || !Array.isArray(body.openSections)) return null;
  const openSections = body.openSections.flatMap((one: unknown) =>
    isRecord(one) && isNumber(one.number) && isNumber(one.remainingMs) && isNumber(one.totalMs)
      ? [{ number: one.number, remainingMs: one.remainingMs, totalMs: one.totalMs }]
      : [],
  );
  return {
    status: body.status,
    progress: readProgress(body.progress),
    openSections,
    lastSection: body.lastSection === true,
  };
}

function readProgress(value: unknown): ClockProgress | null {
  if (!isRecord(value)) return null;
  const { state, sectionNumber, nextSection, remainingMs, grantedMs, waitRemainingMs } = value;
  if (state === 'section' && isNumber(sectionNumber) && isNumber(remainingMs)) {
    return { state, sectionNumber, remainingMs };
  }
  if (state === 'break' && isNumber(nextSection) && isNumber(remainingMs)) {
    return { state, nextSection, remainingMs };
  }
  if (state === 'reopened' && isNumber(sectionNumber) && isNumber(grantedMs) && isNumber(waitRemainingMs)) {
    return { state, sectionNumber, grantedMs, waitRemainingMs };
  }
  return state === 'over' ? { state } : null;
}

/** What decides whether the page shows the right thing: a change means that it has to be loaded again. */
export function clockPhase(clock: ClockAnswer): string {
  const { progress } = clock;
  const at =
    progress?.state === 'section' || progress?.state === 'reopened'
      ? progress.sectionNumber
      : progress?.state === 'break'
        ? progress.nextSection
        : '';
  const open = clock.openSections.map((section) => section.number).join(',');
  return `${clock.status} ${progress?.state ?? ''} ${at} ${open}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

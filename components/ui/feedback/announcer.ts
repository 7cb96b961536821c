/**
 * Words for people who do not see the change. Text goes to a live region that `Announcements` (root layout) draws;
 * a message said before it is drawn waits. Notices are shown as well as said.
 */
export type Politeness = 'polite' | 'assertive';
export type NoticeTone = 'info' | 'pass' | 'warn' | 'fail';

export interface Announcement {
  id: number;
  text: string;
  politeness: Politeness;
}

export interface Notice {
  id: number;
  tone: NoticeTone;
  text: string;
  action?: { label: string; run: () => void };
}

interface State {
  announcements: readonly Announcement[];
  notices: readonly Notice[];
}

const keptAnnouncementsMax = 4;
const keptNoticesMax = 3;

let state: State = { announcements: [], notices: [] };
export const emptyAnnouncerState: State = state;
let nextId = 1;
const listeners = new Set<() => void>();

function update(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** Says `text` through the live region without showing it. */
export function announce(text: string, politeness: Politeness = 'polite'): void {
  const announcement = { id: nextId++, text, politeness };
  update({
    ...state,
    announcements: [...state.announcements, announcement].slice(-keptAnnouncementsMax),
  });
}

/** Shows and says `text` at the edge of the page. Failures stay until they are dismissed. */
export function notify(notice: Omit<Notice, 'id'>): number {
  const id = nextId++;
  update({ ...state, notices: [...state.notices, { ...notice, id }].slice(-keptNoticesMax) });
  return id;
}

export function dismissNotice(id: number): void {
  update({ ...state, notices: state.notices.filter((notice) => notice.id !== id) });
}

export function subscribeAnnouncer(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function readAnnouncer(): State {
  return state;
}

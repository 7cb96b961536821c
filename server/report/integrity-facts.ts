/** A fact for integrity as shown to staff and to the candidate alike: what happened and when, never what it means. */
export interface IntegrityFact {
  id: string;
  kind: string;
  at: Date;
  itemNumber: number | null;
  text: string;
  candidateNote: string | null;
}

const texts: Record<string, (data: Record<string, unknown>) => string | null> = {
  paste: (data) =>
    data.own === true
      ? null
      : `Paste of ${count(data.lines, 'line')}, ${count(data.characters, 'character')}`,
  'focus-left': (data) => `Left the window for ${seconds(data.awayMs)}`,
  'second-machine': () => 'Opened on a second browser or machine',
  'session-opened': (data) =>
    data.by === 'resume-code' ? 'Session opened with the resume code' : 'Session opened with the link',
  'link-issued': () => 'A new link was issued',
  'browser-gap': (data) => `This browser was not heard from for ${seconds(data.gapMs)}`,
  'late-edits': (data) => `${count(data.characters, 'character')} arrived after the deadline`,
};

/** Only kinds that are facts for integrity; own pastes (from the answer, the starter, the practice) are not. */
export function integrityFacts(
  events: readonly {
    id: string;
    kind: string;
    at: Date;
    itemNumber: number | null;
    data: Record<string, unknown>;
    candidateNote: string | null;
  }[],
): IntegrityFact[] {
  return events.flatMap((event) => {
    const text = texts[event.kind]?.(event.data) ?? null;
    if (text === null) return [];
    const { id, kind, at, itemNumber, candidateNote } = event;
    return [{ id, kind, at, itemNumber, text, candidateNote }];
  });
}

function count(value: unknown, noun: string): string {
  const n = typeof value === 'number' ? value : 0;
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}

function seconds(value: unknown): string {
  const s = Math.round((typeof value === 'number' ? value : 0) / 1000);
  return s < 90 ? `${s} s` : `${Math.round(s / 60)} min`;
}

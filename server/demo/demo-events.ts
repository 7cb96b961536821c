import type { SeededRandom } from '../../domain/random.ts';

/** When a question of a past attempt was worked on, in milliseconds since 1970. */
export interface Span {
  item: { number: number; slug: string; kind: string };
  from: number;
  to: number;
}

/** What a demo candidate's browser told: each question opened, now and then a look elsewhere or a paste. */
export function demoEvents(spans: readonly Span[], random: SeededRandom) {
  const events: { kind: string; at: Date; itemNumber: number | null; data: Record<string, unknown> }[] =
    spans.map((span) => ({
      kind: 'question-opened',
      at: new Date(span.from),
      itemNumber: span.item.number,
      data: {},
    }));
  const code = spans.find((span) => span.item.kind === 'code');
  if (code && random.next() < 0.4) {
    events.push({
      kind: 'focus-left',
      at: new Date(code.from + (code.to - code.from) * random.next()),
      itemNumber: code.item.number,
      data: { awayMs: 4_000 + random.below(50_000) },
    });
  }
  if (code && random.next() < 0.2) {
    events.push({
      kind: 'paste',
      at: new Date(code.from + (code.to - code.from) * 0.5),
      itemNumber: code.item.number,
      data: { own: false, lines: 14 + random.below(50), characters: 400 + random.below(1800) },
    });
  }
  return events;
}

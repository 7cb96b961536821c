import { beforeAll, describe, expect, it } from 'vitest';
import type { FormSection } from '../../domain/form.ts';
import { kinds } from '../../domain/kind.ts';
import { seededRandom } from '../../domain/random.ts';
import { type Bank, getBank } from '../loader.ts';
import type { Blueprint, BlueprintPick } from '../schema/blueprint-yaml.ts';
import type { Family } from '../schema/competencies-yaml.ts';
import { assemble, blueprintStatus } from './assemble.ts';
import { matchesPick, type PoolItem } from './candidates.ts';

function item(slug: string, more: Partial<PoolItem> = {}): PoolItem {
  return {
    slug,
    contentHash: `hash of ${slug}`,
    kind: 'choice',
    title: slug,
    level: 'mid',
    minutes: 5,
    weights: { FND: 60, SYS: 40 },
    seeds: ['RS1'],
    topics: ['timeouts'],
    runtimes: [],
    aboutOwnWork: false,
    ...more,
  };
}

function blueprint(sections: Array<{ minutes: number; picks: BlueprintPick[] }>): Blueprint {
  return {
    slug: 'test',
    title: 'Test',
    purpose: 'Test',
    mode: 'timed',
    minutes: sections.reduce((sum, section) => sum + section.minutes, 0),
    rules: { ai: 'forbidden', web: 'forbidden', editor: 'forbidden' },
    weights: { FND: 100 },
    bar: 2.75,
    gates: [],
    sections: sections.map((section, index) => ({
      title: `Section ${index + 1}`,
      canReturn: true,
      breakMinutes: 0,
      ...section,
    })),
  };
}

const family = (id: string, questions: string[]): Family => ({ id, title: id, questions });
const input = (
  one: Blueprint,
  pool: PoolItem[],
  families: Family[] = [],
  seed = 's',
  seen: string[] = [],
) => ({
  blueprint: one,
  pool,
  families,
  seed,
  seen,
  runtime: null,
});

/** Every rule of a form, checked from the outside. */
function violations(
  one: Blueprint,
  sections: FormSection[],
  pool: PoolItem[],
  families: Family[],
  seen: string[],
): string[] {
  const found: string[] = [];
  const slugs = sections.flatMap((section) => section.items.map((entry) => entry.slug));
  if (new Set(slugs).size !== slugs.length) found.push('a question stands twice');
  if (slugs.some((slug) => seen.includes(slug))) found.push('a seen question');
  for (const group of families) {
    if (slugs.filter((slug) => group.questions.includes(slug)).length > 1)
      found.push(`two of family ${group.id}`);
  }
  if (sections.flatMap((section) => section.items).some((entry, index) => entry.number !== index + 1))
    found.push('numbers');
  one.sections.forEach((section, index) => {
    const items = sections[index]?.items ?? [];
    const minutes = items.reduce((sum, entry) => sum + entry.minutes, 0);
    if (Math.abs(minutes - section.minutes) > section.minutes * 0.1 + 1e-9)
      found.push(`section ${index} takes ${minutes}`);
    let at = 0;
    for (const pick of section.picks) {
      for (const entry of items.slice(at, at + pick.pick)) {
        const source = pool.find((candidate) => candidate.slug === entry.slug);
        if (!source || !matchesPick(source, pick, null) || entry.hash !== source.contentHash)
          found.push(`${entry.slug} does not match`);
      }
      at += pick.pick;
    }
    if (items.length !== at) found.push(`section ${index} has ${items.length} questions`);
  });
  return found;
}

// Guarantee: a form that is assembled keeps every rule of its blueprint; the same seed gives the same form. A form
// with two questions of one family, or one the candidate has seen, measures memory.
// A form with "your own solution" in it for somebody who has handed in nothing asks about nothing.
it('takes a question about own work only where a line names it', () => {
  const own = item('di-own', { kind: 'discussion', aboutOwnWork: true });
  const pick = { pick: 1, kind: 'discussion' } as const;
  expect(matchesPick(own, pick, null)).toBe(false);
  expect(matchesPick(own, { ...pick, fixed: ['di-own'] }, null)).toBe(true);
  expect(matchesPick(own, { ...pick, fixed: ['di-other'] }, null)).toBe(false);
  const one = blueprint([{ minutes: 5, picks: [pick] }]);
  expect(assemble(input(one, [own])).kind).toBe('impossible');
});

describe('assembling a form', { timeout: 60_000 }, () => {
  it('keeps all rules over random pools, and reports honestly when it can not', { timeout: 60_000 }, () => {
    let assembled = 0;
    let impossible = 0;
    for (let seed = 0; seed < 300; seed += 1) {
      const random = seededRandom(`pool ${seed}`);
      const pool = Array.from({ length: 4 + random.below(26) }, (_, index) =>
        item(`q-${index}`, {
          kind: kinds[random.below(3)] ?? 'choice',
          level: random.below(2) === 0 ? 'mid' : 'senior',
          minutes: 3 + random.below(8),
          weights: random.below(2) === 0 ? { FND: 70, SYS: 30 } : { DBX: 50, FND: 20, SYS: 30 },
        }),
      );
      const families = Array.from({ length: random.below(6) }, (_, index) =>
        family(
          `f-${index}`,
          random
            .shuffle(pool)
            .slice(0, 2 + random.below(3))
            .map((one) => one.slug),
        ),
      );
      const one = blueprint(
        Array.from({ length: 1 + random.below(2) }, () => ({
          minutes: 8 + random.below(20),
          picks: Array.from({ length: 1 + random.below(2) }, () => ({
            pick: 1 + random.below(2),
            kind: kinds[random.below(3)] ?? 'choice',
            ...(random.below(3) === 0 ? { dimension: { FND: 35 } } : {}),
            ...(random.below(3) === 0 ? { level: 'mid' as const } : {}),
          })),
        })),
      );
      const seen = random
        .shuffle(pool)
        .slice(0, random.below(4))
        .map((entry) => entry.slug);
      const result = assemble(input(one, pool, families, `form ${seed}`, seen));
      if (result.kind === 'assembled') {
        assembled += 1;
        expect(violations(one, result.sections, pool, families, seen), `seed ${seed}`).toEqual([]);
        expect(
          assemble(input(one, pool.toReversed(), families, `form ${seed}`, seen)),
          `seed ${seed}`,
        ).toEqual(result);
      } else {
        impossible += 1;
        expect(result.reason, `seed ${seed}`).not.toContain('steps of the search');
        expect(existsByBruteForce(one, pool, families, seen), `seed ${seed}: ${result.reason}`).toBe(false);
      }
    }
    // Both outcomes have to occur often, or the two properties were hardly tested.
    expect(assembled).toBeGreaterThan(30);
    expect(impossible).toBeGreaterThan(30);
  });

  it('varies with the seed, and uses the whole pool in time', () => {
    const pool = Array.from({ length: 12 }, (_, index) => item(`q-${index}`));
    const one = blueprint([{ minutes: 10, picks: [{ pick: 2, kind: 'choice' }] }]);
    const used = new Set<string>();
    for (let seed = 0; seed < 60; seed += 1) {
      const result = assemble(input(one, pool, [], `form ${seed}`));
      if (result.kind === 'assembled')
        for (const entry of result.sections[0]?.items ?? []) used.add(entry.slug);
    }
    expect(used.size).toBe(12);
  });

  it("asks for texts in the candidate's language where the blueprint does", () => {
    const pool = [item('neutral'), item('variants', { runtimes: ['go', 'rust'] })];
    const one = blueprint([{ minutes: 5, picks: [{ pick: 1, kind: 'choice', runtimes: true }] }]);
    expect(assemble({ ...input(one, pool), runtime: 'go' })).toMatchObject({ kind: 'assembled' });
    expect(assemble({ ...input(one, pool), runtime: 'java' })).toMatchObject({ kind: 'impossible' });
  });
});

// Guarantee: when a form can't be assembled, the reason names what is missing, so that somebody can act on it.
describe('a blueprint that can not be assembled', () => {
  const pool = [item('a', { minutes: 4 }), item('b', { minutes: 4 }), item('c', { minutes: 9 })];
  const reasonOf = (
    picks: BlueprintPick[],
    minutes: number,
    families: Family[] = [],
    seen: string[] = [],
  ) => {
    const result = assemble(input(blueprint([{ minutes, picks }]), pool, families, 's', seen));
    return result.kind === 'impossible' ? result.reason : 'assembled';
  };

  it('names a kind that has no questions yet', () => {
    expect(reasonOf([{ pick: 1, kind: 'sql', level: 'mid' }], 15)).toBe(
      'section "Section 1" needs 1 sql question at level mid; the bank has no sql questions yet',
    );
  });

  it('says that a live room has no place for a kind', () => {
    const one = blueprint([{ minutes: 40, picks: [{ pick: 1, kind: 'world' }] }]);
    const pool = [item('world', { kind: 'world', minutes: 40 })];
    expect(assemble(input(one, pool))).toMatchObject({ kind: 'assembled' });
    expect(assemble(input({ ...one, mode: 'live' }, pool))).toEqual({
      kind: 'impossible',
      reason: 'section "Section 1": a live room cannot run questions of the kind World yet',
    });
  });

  it('counts what matches and what was seen', () => {
    expect(reasonOf([{ pick: 2, kind: 'choice', dimension: { FND: 90 } }], 8)).toContain(
      'needs 2 choice questions with FND ≥ 90; 0 match',
    );
    expect(reasonOf([{ pick: 2, kind: 'choice' }], 8, [], ['a', 'b'])).toContain(
      '3 match, 2 of them excluded as seen',
    );
  });

  it('names minutes and families', () => {
    expect(reasonOf([{ pick: 2, kind: 'choice' }], 30)).toContain(
      'no selection of matching questions takes 27 to 33 minutes',
    );
    expect(reasonOf([{ pick: 3, kind: 'choice' }], 17, [family('f', ['a', 'b'])])).toContain(
      'too few different families',
    );
  });

  it('names sections that take from each other', () => {
    const sections = [
      { minutes: 9, picks: [{ pick: 1, kind: 'choice' as const }] },
      { minutes: 9, picks: [{ pick: 1, kind: 'choice' as const }] },
    ];
    const result = assemble(input(blueprint(sections), pool));
    expect(result.kind === 'impossible' && result.reason).toContain('not all together');
  });
});

describe('the bank as it is', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await getBank(`${import.meta.dirname}/..`);
  });

  it('has at least one blueprint that can be used now, and a reason for each that can not', () => {
    const statuses = blueprintStatus(bank);
    expect(statuses.some((status) => status.ready)).toBe(true);
    for (const status of statuses) expect(status.ready, status.slug).toBe(status.reason === null);
  });

  it('gives a hundred different candidates forms that keep every rule', () => {
    for (const one of bank.blueprints) {
      for (let candidate = 0; candidate < 100; candidate += 1) {
        const result = assemble(input(one, bank.questions, bank.families, `candidate ${candidate}`));
        if (result.kind !== 'assembled') continue;
        expect(violations(one, result.sections, bank.questions, bank.families, []), one.slug).toEqual([]);
      }
    }
  });
});

/** Whether any form exists at all, by trying every combination without any cleverness. */
function existsByBruteForce(one: Blueprint, pool: PoolItem[], families: Family[], seen: string[]): boolean {
  const picks = one.sections.flatMap((section, index) =>
    section.picks.flatMap((pick) => Array(pick.pick).fill({ pick, index })),
  );
  const chosen: PoolItem[] = [];
  const minutes = one.sections.map(() => 0);
  const clash = (a: PoolItem, b: PoolItem) =>
    a.slug === b.slug ||
    families.some((group) => group.questions.includes(a.slug) && group.questions.includes(b.slug));
  const place = (at: number): boolean => {
    const wanted: { pick: BlueprintPick; index: number } | undefined = picks[at];
    if (!wanted) {
      return one.sections.every(
        (section, index) => Math.abs((minutes[index] ?? 0) - section.minutes) <= section.minutes * 0.1 + 1e-9,
      );
    }
    for (const candidate of pool) {
      if (seen.includes(candidate.slug) || !matchesPick(candidate, wanted.pick, null)) continue;
      if (chosen.some((other) => clash(other, candidate))) continue;
      if (
        (minutes[wanted.index] ?? 0) + candidate.minutes >
        (one.sections[wanted.index]?.minutes ?? 0) * 1.1 + 1e-9
      )
        continue;
      chosen.push(candidate);
      minutes[wanted.index] = (minutes[wanted.index] ?? 0) + candidate.minutes;
      if (place(at + 1)) return true;
      minutes[wanted.index] = (minutes[wanted.index] ?? 0) - candidate.minutes;
      chosen.pop();
    }
    return false;
  };
  return place(0);
}

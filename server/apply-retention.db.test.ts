import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyRetention } from './apply-retention.ts';
import { openUseCaseDatabase, type UseCaseDatabase } from './test-use-cases.ts';

let test: UseCaseDatabase;
beforeAll(async () => {
  test = await openUseCaseDatabase();
});
afterAll(async () => {
  await test?.drop();
});

async function makeAttempt(input: {
  email: string;
  status: string;
  daysAgo: number;
  keepDays: number;
}): Promise<string> {
  const { sql } = test;
  const [position] = await sql`
    insert into position (title, blueprint_slug, application_questions, overall_bar, retention_days)
    values ('P', 'b', '{}', 2.75, ${input.keepDays}) returning id`;
  const [form] = await sql`
    insert into form (position_id, number, blueprint_slug, blueprint_title, sections, rules, weights, gates, seed)
    values (${position?.id}, 1, 'b', 'B', '[]', '{}', '{}', '[]', 's') returning id`;
  const [candidate] =
    await sql`insert into candidate (name, email) values ('N', ${input.email}) returning id`;
  const [attempt] = await sql`
    insert into attempt (position_id, candidate_id, form_id, status, start_by, submitted_at)
    values (${position?.id}, ${candidate?.id}, ${form?.id}, ${input.status},
            now() - make_interval(days => ${input.daysAgo + 5}), now() - make_interval(days => ${input.daysAgo}))
    returning id`;
  await sql`insert into document (attempt_id, purpose, item_number) values (${attempt?.id}, 'answer', 1)`;
  await sql`insert into application (attempt_id, answers, updated_at) values (${attempt?.id}, '{}', now())`;
  await sql`insert into exposure (candidate_email, slug) values (${input.email}, 'q')`;
  return attempt?.id;
}

// The guarantee: what a candidate was told is deleted after N days is gone after N days, with everything on it, and
// nothing is deleted a day early.
describe('retention', () => {
  it('deletes what is over with all that hangs on it, and leaves the rest', async () => {
    const over = await makeAttempt({ email: 'over@x.example', status: 'graded', daysAgo: 91, keepDays: 90 });
    const early = await makeAttempt({
      email: 'early@x.example',
      status: 'graded',
      daysAgo: 89,
      keepDays: 90,
    });
    const running = await makeAttempt({
      email: 'running@x.example',
      status: 'running',
      daysAgo: 200,
      keepDays: 90,
    });
    const decided = await makeAttempt({
      email: 'decided@x.example',
      status: 'graded',
      daysAgo: 91,
      keepDays: 90,
    });
    const [person] =
      await test.sql`insert into person (email, name) values ('m@x.example', 'M') returning id`;
    await test.sql`insert into decision (attempt_id, outcome, reason, decided_by) values (${decided}, 'hold', 'r', ${person?.id})`;
    expect(await applyRetention()).toBe(1);
    const left = await test.sql`select id from attempt`;
    expect(left.map((row) => row.id).sort()).toEqual([early, running, decided].sort());
    for (const table of ['document', 'application']) {
      const rows = await test.sql`select 1 from ${test.sql(table)} where attempt_id = ${over}`;
      expect(rows).toHaveLength(0);
    }
    expect(await test.sql`select 1 from candidate where email = 'over@x.example'`).toHaveLength(0);
    expect(await test.sql`select 1 from exposure where candidate_email = 'over@x.example'`).toHaveLength(0);
    const audit = await test.sql`select data from audit where action = 'attempt-deleted-by-retention'`;
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain('over@x.example');
    expect(await applyRetention()).toBe(0);
  });
});

/**
 * For tests and benches: attempts that run, made directly as rows. Times are given relative to the database's clock.
 */
import type { DatabaseHandle } from '../../db/client.ts';
import type { Principal } from '../../domain/access.ts';
import type { FormSection } from '../../domain/form.ts';
import { hashToken, newToken } from '../secret-token.ts';

export interface AttemptFixture {
  attemptId: string;
  /** One browser of this attempt. */
  candidate: Extract<Principal, { kind: 'candidate' }>;
  token: string;
}

type Sql = DatabaseHandle['sql'];

export const oneSection: FormSection[] = [
  {
    number: 1,
    title: 'First',
    minutes: 30,
    canReturn: true,
    breakMinutes: 0,
    items: [1, 2, 3].map((number) => ({
      number,
      slug: `question-${number}`,
      hash: 'hash',
      kind: 'discussion',
      title: `Question ${number}`,
      minutes: 10,
      weights: {},
    })),
  },
];

export async function insertForm(sql: Sql, sections: readonly FormSection[]): Promise<string> {
  const [position] = await sql<{ id: string }[]>`
    insert into position (title, blueprint_slug, application_questions, overall_bar)
    values ('Fixture', 'fixture', '{}', 2.5) returning id`;
  const [form] = await sql<{ id: string }[]>`
    insert into form (position_id, number, blueprint_slug, blueprint_title, sections, rules, weights, gates, seed)
    values (${position?.id ?? ''}, 1, 'fixture', 'Fixture', ${sql.json(JSON.parse(JSON.stringify(sections)))},
            '{"ai":"forbidden","web":"forbidden","editor":"forbidden"}', '{}', '[]', 'fixture')
    returning id`;
  if (!form) throw new Error('no form was made');
  return form.id;
}

/** An attempt that was started so long ago and is in its first section. */
export async function insertRunningAttempt(
  sql: Sql,
  formId: string,
  options: { startedSecondsAgo?: number; timeFactor?: number } = {},
): Promise<AttemptFixture> {
  const { startedSecondsAgo = 60, timeFactor = 1 } = options;
  const [candidate] = await sql<{ id: string }[]>`
    insert into candidate (name, email) values ('Robin Fixture', 'robin@example.com') returning id`;
  const [attempt] = await sql<{ id: string }[]>`
    insert into attempt (position_id, candidate_id, form_id, status, start_by, time_factor, accepted_at, started_at)
    select f.position_id, ${candidate?.id ?? ''}, f.id, 'running', now() + interval '1 day', ${timeFactor}, now(),
           now() - make_interval(secs => ${startedSecondsAgo})
    from form f where f.id = ${formId} returning id`;
  if (!attempt) throw new Error('no attempt was made');
  await sql`
    insert into attempt_section (attempt_id, number, entered_at)
    select id, 1, started_at from attempt where id = ${attempt.id}`;
  const { sessionId, token } = await insertSession(sql, attempt.id);
  return {
    attemptId: attempt.id,
    candidate: { kind: 'candidate', attemptId: attempt.id, sessionId },
    token,
  };
}

/** Another browser of the same attempt. */
export async function insertSession(
  sql: Sql,
  attemptId: string,
): Promise<{ sessionId: string; token: string }> {
  const { token } = newToken();
  const [session] = await sql<{ id: string }[]>`
    insert into candidate_session (attempt_id, token_hash, opened_by, seen_at)
    values (${attemptId}, ${hashToken(token)}, 'link', now()) returning id`;
  if (!session) throw new Error('no session was made');
  return { sessionId: session.id, token };
}

/** Removes everything that the form's attempts made. */
export async function deleteForm(sql: Sql, formId: string): Promise<void> {
  const candidates = await sql<{ candidate_id: string }[]>`
    delete from attempt where form_id = ${formId} returning candidate_id`;
  await sql`delete from candidate where id = any(${candidates.map((row) => row.candidate_id)})`;
  await sql`delete from position where id in (select position_id from form where id = ${formId})`;
}

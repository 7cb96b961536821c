/** For tests: an invited candidate with a form of real questions, made directly as rows. */
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import * as Y from 'yjs';
import type { DatabaseHandle } from '../../db/client.ts';
import type { Principal } from '../../domain/access.ts';
import { answerText } from '../../domain/edit-log/answer-layout.ts';
import type { FormSection, Rules } from '../../domain/form.ts';
import { loadBank } from '../../question-bank/loader.ts';
import type { Question } from '../../question-bank/question.ts';
import { appendUpdates } from '../edit-log/append-updates.ts';
import { hashToken, newToken } from '../secret-token.ts';
import type { CandidatePrincipal, StaffPrincipal } from '../session.ts';
import { acceptInvitation } from './entry/accept-invitation.ts';
import { chooseLanguage } from './preparation/choose-language.ts';
import { confirmRules } from './preparation/confirm-rules.ts';
import { startAttempt } from './start-attempt.ts';

type Sql = DatabaseHandle['sql'];

export interface Invited {
  attemptId: string;
  formId: string;
  positionId: string;
  token: string;
  questions: Question[];
  sections: FormSection[];
  manager: StaffPrincipal;
}

export interface InvitedOptions {
  /** Minutes and breaks of the sections; the questions are spread over them in order. */
  sections?: { minutes: number; breakMinutes?: number; canReturn?: boolean }[];
  rules?: Rules;
  /** All questions of the bank instead of one of each kind. */
  allQuestions?: boolean;
  /** One question of each of these kinds, in this order. */
  kinds?: readonly Question['kind'][];
}

const oneOfEach: readonly Question['kind'][] = ['choice', 'estimate', 'code', 'discussion'];

export async function insertInvited(sql: Sql, options: InvitedOptions = {}): Promise<Invited> {
  const { bank } = await loadBank(path.join(import.meta.dirname, '../../question-bank'));
  const questions = options.allQuestions
    ? bank.questions
    : (options.kinds ?? oneOfEach).flatMap((kind) =>
        // A kind that the bank has none of yet is tried with its practice question.
        [...bank.questions, ...bank.practice].filter((one) => one.kind === kind).slice(0, 1),
      );
  for (const one of questions) {
    await sql`
      insert into question_version (hash, question_id, slug, kind, title, files, grading_secret)
      values (${one.contentHash}, ${one.id}, ${one.slug}, ${one.kind}, ${one.title}, ${sql.json(one.files)}, 'fixture')
      on conflict do nothing`;
  }
  const wanted = options.sections ?? [{ minutes: 10, breakMinutes: 5 }, { minutes: 20 }];
  const share = Math.ceil(questions.length / wanted.length);
  const sections = wanted.map(
    (section, index): FormSection => ({
      number: index + 1,
      title: `Section ${index + 1}`,
      minutes: section.minutes,
      canReturn: section.canReturn ?? false,
      breakMinutes: section.breakMinutes ?? 0,
      items: questions.slice(index * share, (index + 1) * share).map((one, at) => ({
        number: index * share + at + 1,
        slug: one.slug,
        hash: one.contentHash,
        kind: one.kind,
        title: one.title,
        minutes: one.minutes,
        weights: one.weights,
        ...('written' in one ? { written: one.written } : {}),
      })),
    }),
  );
  const rules = options.rules ?? { ai: 'forbidden', web: 'allowed', editor: 'allowed' };
  const asks = {
    currentPay: false,
    expectedPay: true,
    noticePeriod: true,
    yearsByLanguage: true,
    location: false,
  };
  const json = (value: unknown) => sql.json(JSON.parse(JSON.stringify(value)));
  const [manager] = await sql<{ id: string }[]>`
    insert into person (email, name) values (${`${randomUUID()}@example.com`}, 'Manager Fixture') returning id`;
  const [position] = await sql<{ id: string }[]>`
    insert into position (title, blueprint_slug, application_questions, overall_bar, contact)
    values ('Fixture', 'fixture', ${json(asks)}, 2.5, 'hiring@example.com') returning id`;
  const positionId = position?.id ?? '';
  await sql`insert into position_manager (position_id, person_id) values (${positionId}, ${manager?.id ?? ''})`;
  const [form] = await sql<{ id: string }[]>`
    insert into form (position_id, number, blueprint_slug, blueprint_title, sections, rules, weights, gates, seed)
    values (${positionId}, 1, 'fixture', 'Fixture', ${json(sections)}, ${json(rules)}, '{}', '[]', 'fixture')
    returning id`;
  const [candidate] = await sql<{ id: string }[]>`
    insert into candidate (name, email) values ('Robin Fixture', ${`${randomUUID()}@example.com`}) returning id`;
  const [attempt] = await sql<{ id: string }[]>`
    insert into attempt (position_id, candidate_id, form_id, start_by)
    values (${positionId}, ${candidate?.id ?? ''}, ${form?.id ?? ''}, now() + interval '1 day') returning id`;
  if (!attempt || !form || !manager) throw new Error('the fixture was not made');
  return {
    attemptId: attempt.id,
    formId: form.id,
    positionId,
    token: await insertLink(sql, attempt.id),
    questions,
    sections,
    manager: {
      kind: 'person',
      id: manager.id,
      roles: ['hiring-manager'],
      name: 'Manager Fixture',
      email: 'manager@example.com',
    },
  };
}

export async function insertLink(sql: Sql, attemptId: string): Promise<string> {
  const { token, hash } = newToken();
  await sql`
    insert into invitation_link (attempt_id, token_hash, expires_at)
    values (${attemptId}, ${hash}, now() + interval '30 days')`;
  return token;
}

/** Who a session's cookie belongs to, as server/session.ts reads it. */
export async function principalOf(sql: Sql, sessionToken: string): Promise<CandidatePrincipal> {
  const [row] = await sql<{ id: string; attempt_id: string }[]>`
    select id, attempt_id from candidate_session where token_hash = ${hashToken(sessionToken)} and revoked_at is null`;
  if (!row) throw new Error('the session does not hold');
  return { kind: 'candidate', attemptId: row.attempt_id, sessionId: row.id };
}

export async function accept(sql: Sql, token: string): Promise<CandidatePrincipal> {
  const accepted = await acceptInvitation({
    token,
    timeZone: 'Europe/Oslo',
    userAgent: 'test',
    current: null,
  });
  if (accepted.kind !== 'opened') throw new Error('the link did not open');
  return principalOf(sql, accepted.sessionToken);
}

/** An invited candidate who has prepared everything. */
export async function prepare(sql: Sql, invited: Invited): Promise<CandidatePrincipal> {
  const principal = await accept(sql, invited.token);
  await chooseLanguage(principal, { runtime: 'go' });
  await confirmRules(principal);
  return principal;
}

export async function start(sql: Sql, invited: Invited): Promise<CandidatePrincipal> {
  const principal = await prepare(sql, invited);
  await startAttempt(principal);
  return principal;
}

/** Lets time pass: everything that has a time is moved back by so much. */
export async function passTime(sql: Sql, attemptId: string, minutes: number): Promise<void> {
  const by = sql`make_interval(secs => ${minutes * 60}::float8)`;
  await sql`
    update attempt set started_at = started_at - ${by}, submitted_at = submitted_at - ${by}, start_by = start_by - ${by}
    where id = ${attemptId}`;
  await sql`
    update attempt_section set entered_at = entered_at - ${by}, left_at = left_at - ${by}
    where attempt_id = ${attemptId}`;
  await sql`update time_grant set created_at = created_at - ${by} where attempt_id = ${attemptId}`;
  await sql`
    update late_update set received_at = received_at - ${by}
    where document_id in (select id from document where attempt_id = ${attemptId})`;
}

/** Writes into the text of a question as a browser of this session does. */
export async function write(
  sql: Sql,
  principal: Extract<Principal, { kind: 'candidate' }>,
  itemNumber: number,
  text: string,
): Promise<'accepted' | 'late'> {
  const [document] = await sql<{ id: string }[]>`
    select id from document
    where attempt_id = ${principal.attemptId} and purpose = 'answer' and item_number = ${itemNumber}`;
  const doc = new Y.Doc();
  answerText(doc).insert(0, text);
  const answer = await appendUpdates(principal, {
    documentId: document?.id ?? '',
    batchId: randomUUID(),
    bytes: Y.encodeStateAsUpdate(doc),
    requestId: 'test',
  });
  return answer.outcome;
}

export async function readRow(sql: Sql, attemptId: string) {
  const [row] = await sql<
    {
      status: string;
      submitted_by: string | null;
      submitted_at: Date | null;
      receipt: string | null;
      started_at: Date | null;
    }[]
  >`select status, submitted_by, submitted_at, receipt, started_at from attempt where id = ${attemptId}`;
  if (!row) throw new Error('no attempt');
  return row;
}

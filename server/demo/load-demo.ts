import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Executor } from '../../db/executor.ts';
import { readNow } from '../../db/executor.ts';
import { findAttemptFacts } from '../../db/queries/attempt-facts.ts';
import {
  hasDemoPeople,
  writePastAttempt,
  writePastDecision,
  writePastRun,
  writePastScorecard,
} from '../../db/queries/demo.ts';
import { findDocument, insertUpdate } from '../../db/queries/documents.ts';
import { insertPerson } from '../../db/queries/people.ts';
import { defaultApplicationQuestions } from '../../domain/application.ts';
import { answerFromDocument } from '../../domain/edit-log/answer-from-document.ts';
import { type SeededRandom, seededRandom } from '../../domain/random.ts';
import { assemble } from '../../question-bank/assembler/assemble.ts';
import { gradeAnswer } from '../../question-bank/proof/grade-answer.ts';
import type { Question } from '../../question-bank/question.ts';
import type { Sandbox } from '../../sandbox/contract.ts';
import type { Lab } from '../../sandbox/lab/contract.ts';
import { openBank } from '../bank/open-bank.ts';
import { database } from '../database.ts';
import { ensureDocument } from '../edit-log/ensure-document.ts';
import { readDocumentState } from '../edit-log/read-document-state.ts';
import { starterOf } from '../edit-log/starter-of.ts';
import { env } from '../env.ts';
import { inviteCandidate } from '../invitation/invite-candidate.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { hashPassword } from '../password.ts';
import { getPinnedQuestions } from '../pinned-question.ts';
import { createPosition } from '../position/create-position.ts';
import type { StaffPrincipal } from '../session.ts';
import { type DemoCandidate, demoCandidates, demoReadings, type WrittenAnswer } from './candidates.ts';
import { demoUpdates } from './demo-answer.ts';
import { loadLiveSessions } from './live/load-live-sessions.ts';
import { discussed } from './live/story.ts';
import { demoPeople } from './people.ts';
import { databaseCandidates, screenCandidates } from './sql-candidates.ts';
import { type SqlVersion, writeSqlRuns } from './sql-runs.ts';

const writtenQuestion = 'di-idempotency-contract';
const minuteMs = 60_000;

/**
 * Loads the demo once per database: staff, two positions and candidates in every state. What a use case can do is done
 * by the use case; what lies in the past is written as facts. Answers are graded by the real queue afterwards.
 */
export async function loadDemo(input: {
  passwords: Record<string, string>;
  sandbox: Sandbox;
  lab: Lab;
}): Promise<boolean> {
  if (env().mode !== 'demo') throw new Error('demo data is never loaded in production');
  const { db } = database();
  if (await hasDemoPeople(db)) return false;
  const people = new Map<string, StaffPrincipal>();
  for (const person of demoPeople) {
    const password = input.passwords[person.key];
    if (!password) throw new Error(`no demo password for ${person.key}`);
    const passwordHash = await hashPassword(password);
    const id = await insertPerson(db, {
      email: person.email,
      name: person.name,
      roles: person.roles,
      passwordHash,
      demo: true,
    });
    people.set(person.key, {
      kind: 'person',
      id,
      roles: person.roles,
      name: person.name,
      email: person.email,
    });
  }
  const manager = getPerson(people, 'manager');
  const texts = await readTexts();
  const positionId = await createDemoPosition(manager, {
    title: 'Senior Backend Engineer, Payments',
    team: 'Payments',
    blueprintSlug: 'written-60',
    openings: 2,
    wanted: writtenQuestion,
  });
  for (const candidate of demoCandidates) {
    await loadCandidate({ candidate, positionId, manager, people, texts, ...input });
  }
  await createDemoPosition(manager, {
    title: 'Staff Engineer, Ledger',
    team: 'Core banking',
    blueprintSlug: 'fundamentals-written-45',
    openings: 1,
    wanted: null,
  });
  const screenId = await createDemoPosition(manager, {
    title: 'Backend Engineer, Fulfilment',
    team: 'Fulfilment',
    blueprintSlug: 'screen-60',
    openings: 3,
    wanted: 'sq-lost-update',
  });
  for (const candidate of screenCandidates) {
    await loadCandidate({ candidate, positionId: screenId, manager, people, texts, ...input });
  }
  const databaseId = await createDemoPosition(manager, {
    title: 'Database Engineer, Storage',
    team: 'Data platform',
    blueprintSlug: 'db-written-80',
    openings: 1,
    wanted: 'sq-rls',
  });
  for (const candidate of databaseCandidates) {
    await loadCandidate({
      candidate,
      positionId: databaseId,
      manager,
      people,
      texts,
      ...input,
    });
  }
  await loadLiveSessions({
    positionId: await createDemoPosition(manager, {
      title: 'Platform Engineer, Messaging',
      team: 'Platform',
      blueprintSlug: 'live-discussion-60',
      openings: 1,
      wanted: discussed,
    }),
    manager,
    ruben: getPerson(people, 'ruben'),
    tove: getPerson(people, 'tove'),
    shreya: getPerson(people, 'shreya'),
    sandbox: input.sandbox,
  });
  return true;
}

function getPerson(people: Map<string, StaffPrincipal>, key: string): StaffPrincipal {
  const person = people.get(key);
  if (!person) throw new Error(`no demo person ${key}`);
  return person;
}

async function readTexts(): Promise<Record<WrittenAnswer, string>> {
  const read = (name: WrittenAnswer) =>
    readFile(path.join(process.cwd(), 'server/demo/answers', `idempotency-${name}.md`), 'utf8');
  return {
    strong: await read('strong'),
    solid: await read('solid'),
    weak: await read('weak'),
    thin: await read('thin'),
  };
}

async function createDemoPosition(
  manager: StaffPrincipal,
  input: { title: string; team: string; blueprintSlug: string; openings: number; wanted: string | null },
): Promise<string> {
  const { bank } = await openBank();
  const blueprint = bank.blueprints.find((one) => one.slug === input.blueprintSlug);
  if (!blueprint) throw new Error(`no blueprint ${input.blueprintSlug}`);
  // The demo's written answers are answers to one question: take the first seed whose form has it.
  const seed = Array.from({ length: 500 }, (_, n) => `demoform${String(n).padStart(4, '0')}`).find(
    (candidate) => {
      const assembly = assemble({
        blueprint,
        pool: bank.questions,
        families: bank.families,
        seed: candidate,
        seen: [],
        runtime: null,
      });
      if (assembly.kind !== 'assembled') return false;
      return (
        input.wanted === null ||
        assembly.sections.some((s) => s.items.some((item) => item.slug === input.wanted))
      );
    },
  );
  if (!seed) throw new Error(`no form of ${input.blueprintSlug} holds ${input.wanted ?? 'anything'}`);
  const { positionId } = await createPosition(manager, {
    blueprintSlug: input.blueprintSlug,
    seed,
    fields: {
      title: input.title,
      team: input.team,
      description:
        'Owns services that move money: correct under retries, deployable at noon, explainable to an auditor.',
      openings: input.openings,
      namesHidden: true,
      autoResultsSealed: true,
      feedbackToCandidate: false,
      applicationQuestions: defaultApplicationQuestions,
      overallBar: 2.75,
      bars: { FND: 2.75 },
      contact: 'hiring@plumbline.example',
      retentionDays: 365,
    },
  });
  return positionId;
}

interface CandidateLoad {
  candidate: DemoCandidate;
  positionId: string;
  manager: StaffPrincipal;
  people: Map<string, StaffPrincipal>;
  texts: Record<WrittenAnswer, string>;
  sandbox: Sandbox;
  lab: Lab;
}

async function loadCandidate(load: CandidateLoad): Promise<void> {
  const { candidate, manager } = load;
  const { db } = database();
  const now = await readNow(db);
  const invited = await inviteCandidate(manager, {
    positionId: load.positionId,
    name: candidate.name,
    email: candidate.email,
    startBy: new Date(now.getTime() + 6 * 24 * 60 * minuteMs),
    timeZone: 'Europe/Amsterdam',
    timeFactor: 1,
    runtime: null,
    sendMail: false,
  });
  if (candidate.state === 'invited') return;
  const facts = await findAttemptFacts(db, invited.attemptId);
  if (!facts) throw new Error('the attempt just made is gone');
  const random = seededRandom(`demo:${candidate.email}`);
  const sections = facts.form.sections;
  const workedMs = sections.map((section) => section.minutes * minuteMs * (0.62 + 0.33 * random.next()));
  const totalMs = workedMs.reduce((sum, ms) => sum + ms, 0);
  const submittedAt =
    candidate.submittedHoursAgo === null
      ? null
      : new Date(now.getTime() - candidate.submittedHoursAgo * 60 * minuteMs);
  const startedAt = submittedAt ? new Date(submittedAt.getTime() - totalMs) : null;
  let cursor = startedAt?.getTime() ?? 0;
  const entered = startedAt
    ? sections.map((section, index) => {
        const enteredAt = new Date(cursor);
        cursor += workedMs[index] ?? 0;
        return { number: section.number, enteredAt, leftAt: new Date(cursor) };
      })
    : [];
  const pinned = await getPinnedQuestions(
    db,
    sections.flatMap((section) => section.items.map((item) => item.hash)),
  );
  const spans = sections.flatMap((section, index) => {
    const from = entered[index]?.enteredAt.getTime() ?? 0;
    const minutes = section.items.reduce((sum, item) => sum + item.minutes, 0);
    let at = from;
    return section.items.map((item) => {
      const began = at;
      at += ((workedMs[index] ?? 0) * item.minutes) / minutes;
      return { item, section, from: began, to: at };
    });
  });
  await db.transaction(async (tx) => {
    await writePastAttempt(tx, {
      attemptId: invited.attemptId,
      acceptedAt: new Date((startedAt?.getTime() ?? now.getTime()) - 25 * minuteMs),
      startedAt,
      submittedAt,
      receipt: submittedAt ? `R-${invited.attemptId.slice(0, 8).toUpperCase()}` : null,
      sections: entered,
      items: submittedAt
        ? spans.map((span) => ({
            attemptId: invited.attemptId,
            number: span.item.number,
            sectionNumber: span.section.number,
            questionHash: span.item.hash,
            slug: span.item.slug,
            kind: span.item.kind,
            seenAt: new Date(span.from),
            openMs: Math.round(span.to - span.from),
          }))
        : [],
      events: submittedAt ? demoEvents(spans, random) : [],
    });
    if (!submittedAt) return;
    for (const span of spans) {
      const question = pinned.get(span.item.hash);
      if (question) await writeAnswer(tx, load, invited.attemptId, question, span, random);
    }
    await writeCards(
      tx,
      load,
      invited.attemptId,
      submittedAt,
      spans.find((span) => span.item.slug === writtenQuestion)?.item.number ?? null,
    );
    if (candidate.decision) {
      await writePastDecision(tx, {
        attemptId: invited.attemptId,
        ...candidate.decision,
        decidedBy: manager.id,
        createdAt: new Date(submittedAt.getTime() + 20 * 60 * minuteMs),
      });
    }
    await enqueue(tx, 'grade-attempt', { attemptId: invited.attemptId });
  });
}

interface Span {
  item: { number: number; slug: string; kind: string };
  from: number;
  to: number;
}

function demoEvents(spans: readonly Span[], random: SeededRandom) {
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

async function writeAnswer(
  tx: Executor,
  load: CandidateLoad,
  attemptId: string,
  question: Question,
  span: Span,
  random: SeededRandom,
): Promise<void> {
  const documentId = await ensureDocument(tx, {
    attemptId,
    purpose: 'answer',
    itemNumber: span.item.number,
    kind: question.kind,
    starter: starterOf(question),
  });
  const updates = demoUpdates(question, {
    random,
    skill: load.candidate.skill,
    text: load.texts[load.candidate.written],
  });
  let seq = (await findDocument(tx, documentId))?.head ?? 0;
  const author = randomUUID();
  const sqlVersions: SqlVersion[] = [];
  for (const [index, bytes] of updates.entries()) {
    seq += 1;
    const at = new Date(span.from + ((span.to - span.from) * (index + 1)) / (updates.length + 1));
    await insertUpdate(tx, {
      documentId,
      attemptId,
      seq,
      batchId: randomUUID(),
      authorId: author,
      bytes,
      newClientIds: [],
      receivedAt: at,
    });
    if (question.kind === 'sql') {
      const answer = answerFromDocument(await readDocumentState(tx, documentId, seq), 'sql');
      if (answer.kind === 'sql') sqlVersions.push({ documentSeq: seq, files: answer.files, at });
    }
    if (question.kind === 'code')
      await writeRun(tx, load, {
        attemptId,
        question,
        documentId,
        seq,
        number: index + 1,
        author,
        at,
        itemNumber: span.item.number,
      });
  }
  if (question.kind === 'sql') {
    await writeSqlRuns(tx, load.lab, {
      ...{ attemptId, itemNumber: span.item.number, authorId: author, question, versions: sqlVersions },
    });
  }
}

/** A run of the answer as it stood, by the real sandbox: the demo's history shows what really came back. */
async function writeRun(
  tx: Executor,
  load: CandidateLoad,
  at: {
    attemptId: string;
    question: Question & { kind: 'code' };
    documentId: string;
    seq: number;
    number: number;
    author: string;
    at: Date;
    itemNumber: number;
  },
): Promise<void> {
  const answer = answerFromDocument(await readDocumentState(tx, at.documentId, at.seq), 'code');
  if (answer.kind !== 'code') return;
  const requestId = randomUUID();
  const outcome = await gradeAnswer(at.question, answer, load.sandbox, {
    requestId,
    fairnessKey: 'demo',
    realCandidate: false,
    select: 'visible',
  });
  if (outcome.kind === 'failure') return;
  const passed = outcome.checks.every((check) => check.passed);
  await writePastRun(tx, {
    attemptId: at.attemptId,
    itemNumber: at.itemNumber,
    number: at.number,
    authorId: at.author,
    documentSeq: at.seq,
    files: answer.files,
    startedAt: at.at,
    endedAt: new Date(at.at.getTime() + (outcome.run?.wallMs ?? 0)),
    verdict: outcome.run,
    passed,
    requestId,
  });
}

async function writeCards(
  tx: Executor,
  load: CandidateLoad,
  attemptId: string,
  submittedAt: Date,
  itemNumber: number | null,
): Promise<void> {
  const readings = demoReadings[load.candidate.written];
  const documentId =
    itemNumber === null
      ? null
      : await ensureDocument(tx, {
          attemptId,
          purpose: 'answer',
          itemNumber,
          kind: 'discussion',
          starter: [],
        });
  const head = documentId ? ((await findDocument(tx, documentId))?.head ?? 0) : 0;
  const text = documentId
    ? answerFromDocument(await readDocumentState(tx, documentId, head), 'discussion')
    : null;
  for (const [order, key] of [...load.candidate.rated, ...load.candidate.assigned].entries()) {
    const done = load.candidate.rated.includes(key) && itemNumber !== null && text?.kind === 'discussion';
    const ratedAt = new Date(submittedAt.getTime() + (order + 1) * 55 * minuteMs);
    const entries = done ? Object.entries(readings) : [];
    await writePastScorecard(tx, {
      attemptId,
      raterId: getPerson(load.people, key).id,
      assignedBy: load.manager.id,
      assignedAt: new Date(submittedAt.getTime() + 10 * minuteMs),
      submittedAt: done ? ratedAt : null,
      ratings: entries.flatMap(([dimension, given]) => {
        const reading = given[order % given.length];
        return reading
          ? [
              {
                itemNumber: itemNumber ?? 0,
                dimension,
                levelId: `${dimension}-${reading.level}`,
                note: '',
                seq: 1,
                changeReason: '',
                createdAt: ratedAt,
              },
            ]
          : [];
      }),
      evidence: entries.flatMap(([dimension, given]) => {
        const reading = given[order % given.length];
        const start = reading && text?.kind === 'discussion' ? text.text.indexOf(reading.quote) : -1;
        if (!reading || start < 0) return [];
        return [
          {
            itemNumber: itemNumber ?? 0,
            dimension,
            source: 'recorded' as const,
            quote: reading.quote,
            documentId,
            documentSeq: head,
            rangeStart: start,
            rangeEnd: start + reading.quote.length,
            createdAt: ratedAt,
          },
        ];
      }),
    });
  }
}

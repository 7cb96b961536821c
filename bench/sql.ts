import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { chooseAccount } from '../db/embedded/account.ts';
import { placeFor } from '../db/embedded/place.ts';
import { splitScript } from '../domain/sql/split-script.ts';
import { loadBank } from '../question-bank/loader.ts';
import { gradedLabQuestion } from '../question-bank/proof/grade-answer.ts';
import type { SqlQuestion } from '../question-bank/question.ts';
import { createRemoteLab } from '../sandbox/lab/client.ts';
import type { Lab, LabQuestion } from '../sandbox/lab/contract.ts';
import { Admin } from '../sandbox/lab/database/admin.ts';
import { LabService } from '../sandbox/lab/lab-service.ts';
import type { LabServer } from '../sandbox/lab/server/lab-server.ts';
import { startEmbeddedLab } from '../sandbox/lab/server/start-embedded-lab.ts';
import { createLabHttpService } from '../sandbox/lab/service/http-service.ts';
import { quantile, type Report } from './report-row.ts';

export const area = 'sql';

const opens = 12;
const scripts = 5;
const queries = 300;
const crowd = 100;
const crowdSeconds = 10;
/** Candidates come one after another, and the lab makes its next copy meanwhile. */
const betweenOpensMs = 800;
const smallQuery = 'select id, total_cents from orders where id = 4711';

/** All rows of the SQL lab, asked over its service as the platform asks. Throws when anything that is timed goes wrong. */
export async function run(report: Report): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'plumbline-bench-sql-'));
  const server = await startEmbeddedLab({ folder });
  const secret = 'only-for-this-benchmark-only-here';
  const service = await LabService.start(server, { allowUnconfined: true });
  const http = createLabHttpService(service, secret);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const lab = createRemoteLab({ url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, secret });
  try {
    const questions = await sqlQuestions();
    const keyset = questions.find((question) => question.slug === 'sq-keyset');
    if (!keyset) throw new Error('the bank has no sq-keyset');
    await measureOpening(report, lab, server, gradedLabQuestion(keyset));
    await measureOverhead(report, lab, server, keyset);
    await measureGrading(report, lab, questions);
    await measureCrowd(report, lab, keyset);
  } finally {
    http.closeAllConnections();
    http.close();
    await lab.shutdown();
    await service.shutdown();
    const { serverFolder } = placeFor(folder, chooseAccount());
    for (const each of new Set([serverFolder, folder])) rmSync(each, { recursive: true, force: true });
  }
}

async function sqlQuestions(): Promise<SqlQuestion[]> {
  const { bank } = await loadBank(fileURLToPath(new URL('../question-bank', import.meta.url)));
  return bank.questions.filter((question) => question.kind === 'sql');
}

function opening(key: string, question: LabQuestion) {
  const { slug, contentHash, layout, schemaSql, dataSets } = question;
  return {
    key,
    requestId: key,
    realCandidate: false,
    question: { slug, contentHash, layout, schemaSql, dataSets },
  };
}

async function must(work: Promise<{ kind: string }>): Promise<void> {
  const outcome = await work;
  if (outcome.kind !== 'ok') throw new Error(JSON.stringify(outcome));
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function measureOpening(
  report: Report,
  lab: Lab,
  server: LabServer,
  question: LabQuestion,
): Promise<void> {
  await must(lab.open(opening('first', question)));
  const openMs: number[] = [];
  const resetMs: number[] = [];
  for (let turn = 0; turn < opens; turn += 1) {
    await pause(betweenOpensMs);
    openMs.push(await timed(() => must(lab.open(opening(`open-${turn}`, question)))));
    await pause(betweenOpensMs);
    resetMs.push(await timed(() => must(lab.reset(opening(`open-${turn}`, question)))));
    await must(lab.close({ key: `open-${turn}` }));
  }
  const scriptMs = await measureScript(server, question);
  const open = quantile(openMs, 0.5);
  const reset = quantile(resetMs, 0.5);
  report({ name: 'sql.open.p50', value: open, unit: 'ms', goal: '<= 60' });
  report({
    ...{ name: 'sql.open.vs-script', value: open, unit: 'ms', goal: 'ratio >= 20' },
    ...{ baseline: scriptMs, ratio: scriptMs / open },
  });
  report({
    ...{ name: 'sql.reset.vs-script', value: reset, unit: 'ms', goal: 'ratio >= 20' },
    ...{ baseline: scriptMs, ratio: scriptMs / reset },
  });
}

/** An empty database, then tables and rows by the question's own script, vacuumed and analysed: the same start state. */
async function measureScript(server: LabServer, question: LabQuestion): Promise<number> {
  const admin = new Admin(server);
  const took: number[] = [];
  for (let turn = 0; turn < scripts; turn += 1) {
    const name = `lab_d_script_${turn}`;
    took.push(
      await timed(async () => {
        await admin.query(`create database ${name}`);
        await admin.within(name, async (connection) => {
          for (const script of [question.schemaSql, question.dataSets.visible ?? '']) {
            for (const { from, to } of splitScript(script)) await connection.query(script.slice(from, to));
          }
          await connection.query('vacuum (analyze)');
        });
      }),
    );
    await admin.query(`drop database ${name} with (force)`);
  }
  await admin.close();
  return quantile(took, 0.5);
}

async function measureOverhead(
  report: Report,
  lab: Lab,
  server: LabServer,
  question: SqlQuestion,
): Promise<void> {
  await must(lab.open(opening('overhead', question)));
  const ask = (sql: string) => lab.execute({ key: 'overhead', requestId: 'overhead', session: 'a', sql });
  const named = await ask('select current_database()');
  const [statement] = named.kind === 'ok' ? named.value.statements : [];
  const database = statement?.kind === 'rows' ? (statement.rows[0]?.[0] ?? '') : '';
  const bare = postgres({
    ...{ path: server.address.path ?? '', username: server.user, password: server.password, database },
    ...{ max: 1, onnotice: () => {} },
  });
  const [throughMs, bareMs]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < queries; turn += 1) {
    throughMs.push(await timed(() => must(ask(smallQuery))));
    bareMs.push(
      await timed(async () => {
        await bare.unsafe(smallQuery);
      }),
    );
  }
  await bare.end();
  const [through, baseline] = [quantile(throughMs, 0.5), quantile(bareMs, 0.5)];
  report({ name: 'sql.query.overhead.p50', value: through - baseline, unit: 'ms', goal: '<= 10', baseline });
}

/** Once for the templates and the references' own values, then counted. */
async function measureGrading(report: Report, lab: Lab, questions: readonly SqlQuestion[]): Promise<void> {
  const took: number[] = [];
  for (const question of questions) {
    const request = {
      ...{
        requestId: question.slug,
        fairnessKey: question.slug,
        realCandidate: false,
        select: 'all' as const,
      },
      ...{ question: gradedLabQuestion(question), files: question.reference },
    };
    for (let turn = 0; turn < 3; turn += 1) {
      const startedAt = performance.now();
      const outcome = await lab.grade(request);
      const passed = outcome.kind === 'ok' && outcome.value.checks.every((check) => check.passed);
      if (!passed) throw new Error(`${question.slug}: ${JSON.stringify(outcome).slice(0, 300)}`);
      if (turn > 0) took.push(performance.now() - startedAt);
    }
  }
  report({ name: 'sql.grade.p50', value: quantile(took, 0.5), unit: 'ms', goal: '<= 2000' });
}

/** A hundred candidates, each with a database of its own and a small query in every second. */
async function measureCrowd(report: Report, lab: Lab, question: SqlQuestion): Promise<void> {
  const keys = Array.from({ length: crowd }, (_, index) => `crowd-${index}`);
  await Promise.all(keys.map((key) => must(lab.open(opening(key, question)))));
  const took: number[] = [];
  const until = performance.now() + crowdSeconds * 1_000;
  await Promise.all(
    keys.map(async (key, index) => {
      await pause((index / crowd) * 1_000);
      while (performance.now() < until) {
        const ms = await timed(() =>
          must(lab.execute({ key, requestId: key, session: 'a', sql: smallQuery })),
        );
        took.push(ms);
        await pause(Math.max(0, 1_000 - ms));
      }
    }),
  );
  report({ name: 'sql.crowd.p99', value: quantile(took, 0.99), unit: 'ms', goal: '< 500' });
}

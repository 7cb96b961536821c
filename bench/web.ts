/** Figures of the web application: on a production build, with an application and a data folder of its own. */
import { chromium } from '@playwright/test';
import { type App, openApp, signInWithPassword } from '../e2e/fixtures/app.ts';
import { startTaking } from '../e2e/fixtures/candidate.ts';
import { findBrowser } from '../e2e/fixtures/find-browser.ts';
import { startApp } from '../e2e/fixtures/start-app.ts';
import { quantile, type Report } from './report-row.ts';
import { measureCandidateJavaScript, measureRunToVerdict } from './web-candidate.ts';
import { measureEditAck } from './web-edit-ack.ts';

export const area = 'web';

const reportAttempts = 200;
const reportRequests = 40;

export async function run(report: Report): Promise<void> {
  const started = await startApp();
  const app = openApp(started.dataFolder, started.baseUrl);
  const browser = await chromium.launch(await findBrowser());
  try {
    const candidate = await browser.newContext({
      baseURL: app.baseUrl,
      viewport: { width: 1440, height: 900 },
    });
    const page = await candidate.newPage();
    const taker = await startTaking(page, app);
    report({
      name: 'web.candidate-page.js',
      value: await measureCandidateJavaScript(page),
      unit: 'KB',
      goal: 'under 250 KB',
    });
    report({
      name: 'web.run-to-verdict.p50',
      value: await measureRunToVerdict(page, app, taker.attemptId),
      unit: 'ms',
      goal: 'under 150 ms',
    });
    await candidate.close();

    const staff = await browser.newContext({ baseURL: app.baseUrl });
    const desk = await staff.newPage();
    await signInWithPassword(desk, 'manager@plumbline.example', app.password('manager'));
    await fillPosition(app);
    const path = `/attempts/${await reportedAttempt(app)}/report`;
    const took: number[] = [];
    for (let i = 0; i < reportRequests; i += 1) {
      const began = performance.now();
      const response = await desk.request.get(path);
      await response.body();
      if (!response.ok()) throw new Error(`the report answered ${response.status()}`);
      took.push(performance.now() - began);
    }
    report({ name: 'web.report.p50', value: quantile(took.slice(5), 0.5), unit: 'ms', goal: 'under 100 ms' });
    await staff.close();

    for (const figure of await measureEditAck({ baseUrl: app.baseUrl, databaseUrl: app.databaseUrl })) {
      const goal =
        figure.goal === null ? '' : figure.goal === 0 ? '0' : `under ${figure.goal} ${figure.unit}`;
      report({ name: figure.name, value: figure.value, unit: figure.unit, goal });
    }
  } finally {
    await browser.close();
    await app.sql.end({ timeout: 5 });
    await started.stop();
  }
}

async function reportedAttempt(app: App): Promise<string> {
  const rows = await app.sql`
    select a.id from attempt a join candidate c on c.id = a.candidate_id where c.name = 'Tomasz Wierzbicki'`;
  return String(rows[0]?.id);
}

/** Brings the demo position to 200 finished attempts: copies of the demo's own, with their grades, cards and ratings. */
async function fillPosition(app: App): Promise<void> {
  const { sql } = app;
  await sql.begin(async (tx) => {
    const sources = await tx`
      select a.* from attempt a join form f on f.id = a.form_id
      where a.status = 'graded' and exists (select 1 from scorecard s where s.attempt_id = a.id and s.submitted_at is not null)`;
    for (let n = sources.length; n < reportAttempts; n += 1) {
      const source = sources[n % sources.length];
      if (!source) throw new Error('the demo has no graded attempt yet');
      const [candidate] =
        await tx`insert into candidate (name, email) values (${`Copy ${n}`}, ${`copy-${n}@x.example`}) returning id`;
      const [copy] = await tx`
        insert into attempt (position_id, candidate_id, form_id, status, start_by, started_at, submitted_at, submitted_by)
        values (${source.position_id}, ${candidate?.id}, ${source.form_id}, 'graded', ${source.start_by},
                ${source.started_at}, ${source.submitted_at}, 'candidate') returning id`;
      await tx`
        insert into grade (attempt_id, item_number, question_hash, document_seq, verdict, score, checks, answer)
        select ${copy?.id}, item_number, question_hash, document_seq, verdict, score, checks, answer
        from grade where attempt_id = ${source.id} and superseded_at is null`;
      const cards =
        await tx`select id, rater_id, submitted_at from scorecard where attempt_id = ${source.id}`;
      for (const card of cards) {
        const [made] = await tx`
          insert into scorecard (attempt_id, rater_id, submitted_at) values (${copy?.id}, ${card.rater_id}, ${card.submitted_at}) returning id`;
        await tx`
          insert into rating (scorecard_id, item_number, dimension, level_id, seq)
          select ${made?.id}, item_number, dimension, level_id, seq from rating where scorecard_id = ${card.id}`;
      }
    }
  });
}

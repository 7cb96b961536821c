import { actionText, stageText } from './candidate-stage.ts';
import type { PositionDashboard } from './read-position-dashboard.ts';

const header = [
  'candidate',
  'e-mail',
  'stage',
  'next action',
  'form',
  'score',
  'interval from',
  'interval to',
  'provisional',
  'result',
  'raters submitted',
  'raters assigned',
  'share of own time, %',
  'integrity notes',
  'updated',
];

/**
 * The candidates of a position as CSV (RFC 4180, UTF-8 with a byte order mark, because spreadsheets guess otherwise).
 * No recruiting answers and nothing from which extra time could be read. What the viewer may not see is empty.
 */
export function candidatesCsv(dashboard: Pick<PositionDashboard, 'rows'>): string {
  const lines = dashboard.rows.map((row) => [
    row.candidateName,
    row.candidateEmail,
    stageText(row.stage),
    actionText(row.nextAction),
    String(row.formNumber),
    row.score ? row.score.mean.toFixed(2) : '',
    row.score?.interval ? row.score.interval[0].toFixed(2) : '',
    row.score?.interval ? row.score.interval[1].toFixed(2) : '',
    row.score ? (row.score.provisional ? 'yes' : 'no') : '',
    row.followUp === 'missing' ? 'incomplete' : row.score ? 'counts' : '',
    String(row.raters.submitted),
    String(row.raters.assigned),
    row.timeShare === null ? '' : String(Math.round(row.timeShare * 100)),
    String(row.integrity.notes),
    row.updatedAt.toISOString(),
  ]);
  return `\uFEFF${[header, ...lines].map((line) => line.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/**
 * One quoted cell. A text that a spreadsheet would run as a formula is made a text by an apostrophe in front, also when
 * spaces or control characters stand before the sign; numbers of ours never begin with one.
 */
export function csvCell(value: string): string {
  const risky = /^[\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠]/u.test(value) || /^[\t\r\n]/u.test(value);
  return `"${(risky ? `'${value}` : value).replaceAll('"', '""')}"`;
}

import { type AuditFilter, listAuditActions, listAuditPage, listRatedAttempts } from '../db/queries/audit.ts';
import { listPeople } from '../db/queries/people.ts';
import { authorize, isUuid } from './authorize.ts';
import { database } from './database.ts';
import { Failure } from './failure.ts';
import { auditPageRows } from './limits.ts';
import type { StaffPrincipal } from './session.ts';

export interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  subjectName: string | null;
  data: Record<string, unknown>;
}

export interface AuditPage {
  rows: AuditRow[];
  /** For the next, older page; null at the end. */
  next: string | null;
  actions: string[];
  people: { id: string; name: string }[];
}

/** Rows from which extra time could be read. */
const timeActions = new Set(['time-granted', 'accommodation-set']);

/**
 * One page of the audit log, from the newest on. An administrator who rates an attempt does not read from it what was
 * given to that person.
 */
export async function readAudit(
  principal: StaffPrincipal,
  filter: { action: string | null; actorId: string | null; subjectId: string | null; before: string | null },
): Promise<AuditPage> {
  authorize(principal, 'audit.read');
  const { db } = database();
  const ids = [filter.actorId, filter.subjectId].filter((id) => id !== null);
  if (!ids.every(isUuid)) throw new Failure('bad-input', 'This filter is not valid. Remove it.');
  const query: AuditFilter = {
    actions: filter.action ? [filter.action] : [],
    subjectKind: null,
    subjectId: filter.subjectId,
    actorId: filter.actorId,
    before: filter.before === null ? null : parseCursor(filter.before),
  };
  const [found, actions, people, rated] = await Promise.all([
    listAuditPage(db, query, auditPageRows + 1),
    listAuditActions(db),
    listPeople(db),
    listRatedAttempts(db, principal.id),
  ]);
  const shown = found.slice(0, auditPageRows);
  const last = shown.at(-1);
  return {
    rows: shown
      .filter((row) => !(timeActions.has(row.action) && row.subjectId !== null && rated.has(row.subjectId)))
      .map((row) => ({
        id: row.id,
        at: row.at,
        actor: row.actorKind === 'person' ? (row.actorName ?? 'Somebody') : actorNames[row.actorKind],
        action: row.action,
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        subjectName: row.subjectName,
        data: row.data,
      })),
    next: found.length > auditPageRows && last ? `${last.cursor}~${last.id}` : null,
    actions,
    people: people.map(({ id, name }) => ({ id, name })),
  };
}

const actorNames = { candidate: 'Candidate', system: 'System' } as const;

function parseCursor(text: string): { at: string; id: string } {
  const [at = '', id = ''] = text.split('~');
  if (!/^[0-9:.+ -]{10,40}$/u.test(at) || Number.isNaN(Date.parse(at)) || !isUuid(id)) {
    throw new Failure('bad-input', 'This page of the log is not there. Start from the newest.');
  }
  return { at, id };
}

import { insertAudit } from '../../db/queries/people.ts';
import { lockPosition, type PositionValues, updatePositionValues } from '../../db/queries/positions.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';
import type { PositionFields } from './position-fields.ts';

/** Changes what a manager states about a position. The audit holds each changed field, before and after. */
export async function updatePosition(
  principal: StaffPrincipal,
  input: { positionId: string; fields: PositionFields },
): Promise<{ changed: string[] }> {
  return database().db.transaction(async (tx) => {
    await authorizePosition(tx, principal, 'position.manage', input.positionId);
    const position = await lockPosition(tx, input.positionId);
    if (!position) throw notFound();
    const changes = differences(position, input.fields);
    if (changes.length === 0) return { changed: [] };
    await updatePositionValues(tx, position.id, input.fields);
    await insertAudit(tx, {
      actor: { kind: 'person', id: principal.id },
      action: 'position-changed',
      subject: { kind: 'position', id: position.id },
      data: Object.fromEntries(changes.map(({ field, from, to }) => [field, { from, to }])),
    });
    return { changed: changes.map((change) => change.field) };
  });
}

export function differences(
  before: PositionValues,
  after: PositionFields,
): { field: keyof PositionFields; from: unknown; to: unknown }[] {
  const fields: (keyof PositionFields)[] = [
    'title',
    'team',
    'description',
    'openings',
    'namesHidden',
    'autoResultsSealed',
    'feedbackToCandidate',
    'applicationQuestions',
    'overallBar',
    'bars',
    'contact',
    'retentionDays',
  ];
  return fields.flatMap((field) => {
    const from = before[field];
    const to = after[field];
    return sameValue(from, to) ? [] : [{ field, from, to }];
  });
}

/** Values of a position are texts, numbers, switches and flat records of those; the order of keys means nothing. */
function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-6;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  return left.size === right.size && [...left].every(([key, value]) => sameValue(value, right.get(key)));
}

import { findCurrentForm } from '../../db/queries/forms.ts';
import { findPosition } from '../../db/queries/positions.ts';
import type { FormSection } from '../../domain/form.ts';
import { authorizePosition } from '../authorize.ts';
import { database } from '../database.ts';
import { env } from '../env.ts';
import { notFound } from '../failure.ts';
import type { StaffPrincipal } from '../session.ts';

export interface PositionHead {
  id: string;
  title: string;
  closed: boolean;
  form: { number: number; sections: FormSection[]; mode: 'timed' | 'live' } | null;
  /** Mail can be sent. */
  mail: boolean;
}

/** What the pages around a position start from. */
export async function readPositionHead(principal: StaffPrincipal, positionId: string): Promise<PositionHead> {
  const { db } = database();
  await authorizePosition(db, principal, 'position.read', positionId);
  const [position, form] = await Promise.all([findPosition(db, positionId), findCurrentForm(db, positionId)]);
  if (!position) throw notFound();
  return {
    id: position.id,
    title: position.title,
    closed: position.closedAt !== null,
    form: form ? { number: form.number, sections: form.sections, mode: form.mode } : null,
    mail: env().smtp !== null,
  };
}

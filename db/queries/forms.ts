import { and, desc, eq, isNull, sql } from 'drizzle-orm';
import type { Executor } from '../executor.ts';
import { person } from '../schema/people.ts';
import { form } from '../schema/positions.ts';

export type FormRecord = typeof form.$inferSelect;

/** The form that the next invitation gets. */
export async function findCurrentForm(db: Executor, positionId: string): Promise<FormRecord | null> {
  const rows = await db
    .select()
    .from(form)
    .where(and(eq(form.positionId, positionId), isNull(form.supersededAt)))
    .orderBy(desc(form.number))
    .limit(1);
  return rows[0] ?? null;
}

export async function findForm(db: Executor, id: string): Promise<FormRecord | null> {
  const rows = await db.select().from(form).where(eq(form.id, id));
  return rows[0] ?? null;
}

/** All forms of a position, the newest first, with who made them and how many candidates have each. */
export async function listForms(db: Executor, positionId: string) {
  return db
    .select({
      id: form.id,
      number: form.number,
      blueprintTitle: form.blueprintTitle,
      sections: form.sections,
      createdAt: form.createdAt,
      supersededAt: form.supersededAt,
      createdBy: person.name,
      candidates: sql<number>`(select count(*)::int from attempt a where a.form_id = ${form.id})`,
    })
    .from(form)
    .leftJoin(person, eq(person.id, form.createdBy))
    .where(eq(form.positionId, positionId))
    .orderBy(desc(form.number));
}

/** The caller holds the position's lock. */
export async function nextFormNumber(db: Executor, positionId: string): Promise<number> {
  const rows = await db
    .select({ next: sql<number>`(coalesce(max(${form.number}), 0) + 1)::int` })
    .from(form)
    .where(eq(form.positionId, positionId));
  return rows[0]?.next ?? 1;
}

export async function supersedeForms(db: Executor, positionId: string): Promise<void> {
  await db
    .update(form)
    .set({ supersededAt: sql`now()` })
    .where(and(eq(form.positionId, positionId), isNull(form.supersededAt)));
}

/** `current: false` makes a form that no later invitation gets: one person's own. */
export async function insertForm(
  db: Executor,
  values: Omit<typeof form.$inferInsert, 'id' | 'createdAt' | 'supersededAt'>,
  options: { current: boolean },
): Promise<string> {
  const rows = await db
    .insert(form)
    .values({ ...values, supersededAt: options.current ? null : sql`now()` })
    .returning({ id: form.id });
  if (!rows[0]) throw new Error('insert returned no row');
  return rows[0].id;
}

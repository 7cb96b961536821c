import { and, eq, gt, isNull, lt, sql } from 'drizzle-orm';
import type { Role } from '../../domain/access.ts';
import type { Executor } from '../executor.ts';
import { audit, externalIdentity, person, personRole, rateCounter, staffLink } from '../schema/people.ts';

export interface PersonRecord {
  id: string;
  email: string;
  name: string;
  passwordHash: string | null;
  demo: boolean;
  disabledAt: Date | null;
  sessionEpoch: number;
  createdAt: Date;
  roles: Role[];
}

const personFields = {
  id: person.id,
  email: person.email,
  name: person.name,
  passwordHash: person.passwordHash,
  demo: person.demo,
  disabledAt: person.disabledAt,
  sessionEpoch: person.sessionEpoch,
  createdAt: person.createdAt,
  roles: sql<Role[]>`array(select role from person_role where person_id = person.id)`,
};

export async function findPersonByEmail(db: Executor, email: string): Promise<PersonRecord | null> {
  const rows = await db
    .select(personFields)
    .from(person)
    .where(eq(sql`lower(${person.email})`, email.trim().toLowerCase()));
  return rows[0] ?? null;
}

export async function findPerson(db: Executor, id: string): Promise<PersonRecord | null> {
  const rows = await db.select(personFields).from(person).where(eq(person.id, id));
  return rows[0] ?? null;
}

export async function listPeople(db: Executor): Promise<PersonRecord[]> {
  return db.select(personFields).from(person).orderBy(person.name);
}

export async function findPersonByIdentity(
  db: Executor,
  issuer: string,
  subject: string,
): Promise<PersonRecord | null> {
  const rows = await db
    .select({ id: externalIdentity.personId })
    .from(externalIdentity)
    .where(and(eq(externalIdentity.issuer, issuer), eq(externalIdentity.subject, subject)));
  return rows[0] ? findPerson(db, rows[0].id) : null;
}

/** Whether the person signs in with this issuer already, as whatever subject. Waits for a linking that is under way. */
export async function hasIdentityAt(db: Executor, personId: string, issuer: string): Promise<boolean> {
  await db.select({ id: person.id }).from(person).where(eq(person.id, personId)).for('update');
  const rows = await db
    .select({ subject: externalIdentity.subject })
    .from(externalIdentity)
    .where(and(eq(externalIdentity.personId, personId), eq(externalIdentity.issuer, issuer)));
  return rows.length > 0;
}

export async function linkIdentity(
  db: Executor,
  identity: { issuer: string; subject: string; personId: string },
) {
  await db.insert(externalIdentity).values(identity);
}

export async function insertPerson(
  db: Executor,
  value: { email: string; name: string; roles: Role[]; passwordHash?: string | null; demo?: boolean },
): Promise<string> {
  const [row] = await db
    .insert(person)
    .values({
      email: value.email.trim().toLowerCase(),
      name: value.name.trim(),
      passwordHash: value.passwordHash ?? null,
      demo: value.demo ?? false,
    })
    .returning({ id: person.id });
  if (!row) throw new Error('insert returned no row');
  if (value.roles.length > 0) {
    await db.insert(personRole).values(value.roles.map((role) => ({ personId: row.id, role })));
  }
  return row.id;
}

/** Ends the person's sessions too: the epoch is part of every token. */
export async function updatePerson(
  db: Executor,
  id: string,
  change: { name?: string; roles?: Role[]; disabled?: boolean; passwordHash?: string },
) {
  const values = {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.passwordHash === undefined ? {} : { passwordHash: change.passwordHash }),
    ...(change.disabled === undefined ? {} : { disabledAt: change.disabled ? sql`now()` : null }),
    ...(change.disabled || change.passwordHash ? { sessionEpoch: sql`${person.sessionEpoch} + 1` } : {}),
  };
  // Roles live in their own table: a change of roles alone sets nothing here, and drizzle refuses an empty set.
  if (Object.keys(values).length > 0) await db.update(person).set(values).where(eq(person.id, id));
  if (change.roles) {
    await db.delete(personRole).where(eq(personRole.personId, id));
    if (change.roles.length > 0) {
      await db.insert(personRole).values(change.roles.map((role) => ({ personId: id, role })));
    }
  }
}

/** How many enabled administrators there are, apart from one: the last one cannot be taken away. */
export async function countOtherAdministrators(db: Executor, exceptId: string): Promise<number> {
  const rows = await db
    .select({ id: person.id })
    .from(person)
    .innerJoin(personRole, eq(personRole.personId, person.id))
    .where(
      and(eq(personRole.role, 'administrator'), isNull(person.disabledAt), sql`${person.id} <> ${exceptId}`),
    );
  return rows.length;
}

/** Locks every administrator's role row, in one order: whoever takes one away waits for whoever takes another. */
export async function lockAdministrators(db: Executor): Promise<void> {
  await db
    .select({ id: personRole.personId })
    .from(personRole)
    .where(eq(personRole.role, 'administrator'))
    .orderBy(personRole.personId)
    .for('update');
}

export async function countPeople(db: Executor): Promise<number> {
  const rows = await db.select({ n: sql<number>`count(*)::int` }).from(person);
  return rows[0]?.n ?? 0;
}

export async function insertStaffLink(
  db: Executor,
  value: { personId: string; purpose: 'set-password' | 'sign-in'; tokenHash: string; validMinutes: number },
) {
  await db.insert(staffLink).values({
    personId: value.personId,
    purpose: value.purpose,
    tokenHash: value.tokenHash,
    expiresAt: sql`now() + make_interval(mins => ${value.validMinutes})`,
  });
}

/** Reads a link that still holds, without using it up. */
export async function findStaffLink(db: Executor, tokenHash: string) {
  const rows = await db
    .select()
    .from(staffLink)
    .where(
      and(eq(staffLink.tokenHash, tokenHash), isNull(staffLink.usedAt), gt(staffLink.expiresAt, sql`now()`)),
    );
  return rows[0] ?? null;
}

/** Uses the link up; null when it was used, expired or never there. A conditional update: two presses, one winner. */
export async function consumeStaffLink(db: Executor, tokenHash: string) {
  const rows = await db
    .update(staffLink)
    .set({ usedAt: sql`now()` })
    .where(
      and(eq(staffLink.tokenHash, tokenHash), isNull(staffLink.usedAt), gt(staffLink.expiresAt, sql`now()`)),
    )
    .returning();
  return rows[0] ?? null;
}

/** Adds one to a fixed-window counter and gives the count so far. */
export async function countInWindow(db: Executor, key: string, windowSeconds: number): Promise<number> {
  const rows = await db
    .insert(rateCounter)
    .values({
      key,
      windowStart: sql`to_timestamp(floor(extract(epoch from now()) / ${windowSeconds}::int) * ${windowSeconds}::int)`,
      count: 1,
    })
    .onConflictDoUpdate({
      target: [rateCounter.key, rateCounter.windowStart],
      set: { count: sql`${rateCounter.count} + 1` },
    })
    .returning({ count: rateCounter.count });
  return rows[0]?.count ?? 1;
}

export async function deleteOldCounters(db: Executor) {
  await db.delete(rateCounter).where(lt(rateCounter.windowStart, sql`now() - interval '1 day'`));
}

export interface AuditEntry {
  actor: { kind: 'person' | 'candidate'; id: string } | { kind: 'system' };
  action: string;
  subject: { kind: string; id: string | null };
  data?: Record<string, unknown>;
}

export async function insertAudit(db: Executor, entry: AuditEntry) {
  await db.insert(audit).values({
    actorKind: entry.actor.kind,
    actorId: entry.actor.kind === 'system' ? null : entry.actor.id,
    action: entry.action,
    subjectKind: entry.subject.kind,
    subjectId: entry.subject.id,
    data: entry.data ?? {},
  });
}

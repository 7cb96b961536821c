import 'server-only';
import { cookies } from 'next/headers';
import type { JWT } from 'next-auth/jwt';
import { cache } from 'react';
import { findCandidateSession } from '../db/queries/candidate-sessions.ts';
import { findPerson } from '../db/queries/people.ts';
import type { Principal, Role } from '../domain/access.ts';
import { database } from './database.ts';
import { env } from './env.ts';
import { Failure } from './failure.ts';
import { hashToken } from './secret-token.ts';
import { openSessionToken } from './sign-in/open-session-token.ts';

export type StaffPrincipal = Extract<Principal, { kind: 'person' }> & { name: string; email: string };
export type CandidatePrincipal = Extract<Principal, { kind: 'candidate' }>;

/** Two names, because `__Host-` cookies need https and the demo runs on http. */
export function candidateCookieName(): string {
  return env().mode === 'production' ? '__Host-plumbline-candidate' : 'plumbline-candidate';
}

/** As next-auth names it. Its token is a few hundred bytes and therefore never in pieces. */
function staffCookieName(): string {
  return env().appUrl.startsWith('https://') ? '__Secure-next-auth.session-token' : 'next-auth.session-token';
}

/**
 * What the browser's session token says, or null. next-auth's own look at a session does the work of a sign-in route
 * besides (a token against forgery, two callbacks, cookies that nobody sends), for every key that a live room is told.
 */
async function readStaffToken(): Promise<JWT | null> {
  const token = (await cookies()).get(staffCookieName())?.value;
  if (!token) return null;
  try {
    return await openSessionToken({ token, secret: env().authSecret });
  } catch {
    // Not ours, changed, or ended: nobody is signed in.
    return null;
  }
}

/**
 * Who of the staff is asking. Roles and the disabled flag are read from the database on every request; the token only
 * says who it was issued to and at which session epoch.
 */
export const findStaff = cache(async (): Promise<StaffPrincipal | null> => {
  const token = await readStaffToken();
  if (!token?.personId) return null;
  const person = await findPerson(database().db, token.personId);
  if (!person || person.disabledAt || person.sessionEpoch !== token.epoch) return null;
  if (person.demo && env().mode === 'production') return null;
  const roles: Role[] = person.roles;
  return { kind: 'person', id: person.id, roles, name: person.name, email: person.email };
});

export async function requireStaff(): Promise<StaffPrincipal> {
  const staff = await findStaff();
  if (!staff) throw new Failure('not-signed-in', 'Sign in to go on.');
  return staff;
}

/** Which candidate's browser is asking: a session row, checked on every request, scoped to one attempt. */
export const findCandidate = cache(async (): Promise<CandidatePrincipal | null> => {
  const token = (await cookies()).get(candidateCookieName())?.value;
  if (!token || token.length > 100) return null;
  const session = await findCandidateSession(database().db, hashToken(token));
  return session ? { kind: 'candidate', attemptId: session.attemptId, sessionId: session.id } : null;
});

export async function requireCandidate(): Promise<CandidatePrincipal> {
  const candidate = await findCandidate();
  if (!candidate) {
    throw new Failure(
      'not-signed-in',
      'This browser has no open session. Open your invitation link or use your resume code.',
    );
  }
  return candidate;
}

/** Whoever asks for a document or a stream: the candidate's browser, or one of the staff that says so. */
export async function requireCandidateOrStaff(
  side: 'candidate' | 'staff',
): Promise<CandidatePrincipal | StaffPrincipal> {
  return side === 'staff' ? requireStaff() : requireCandidate();
}

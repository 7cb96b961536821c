import { redirect } from 'next/navigation';
import { type CandidatePrincipal, findCandidate } from '../../server/session.ts';

/** A browser without a session is led to where it can get one. */
export async function requireCandidatePage(): Promise<CandidatePrincipal> {
  const candidate = await findCandidate();
  if (!candidate) redirect('/resume');
  return candidate;
}

import { redirect } from 'next/navigation';
import { mayAccess } from '../domain/access.ts';
import { findCandidate, findStaff } from '../server/session.ts';

/** Nobody stays here: managers go to positions, raters to their queue, a candidate's browser to the attempt. */
export default async function StartPage() {
  const staff = await findStaff();
  if (staff) {
    redirect(mayAccess(staff, 'position.read', { managesPosition: true }) ? '/positions' : '/queue');
  }
  redirect((await findCandidate()) ? '/take' : '/sign-in');
}

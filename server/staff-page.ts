import 'server-only';
import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import { Failure } from './failure.ts';
import { findStaff, type StaffPrincipal } from './session.ts';

/**
 * What every staff page begins with: who is asking, or the way to sign in; and what may not be seen looks like what is
 * not there.
 */
export async function forStaffPage<T>(read: (principal: StaffPrincipal) => Promise<T>): Promise<T> {
  const staff = await findStaff();
  if (!staff) {
    const path = (await headers()).get('x-plumbline-path');
    redirect(
      path?.startsWith('/') && !path.startsWith('//')
        ? `/sign-in?next=${encodeURIComponent(path)}`
        : '/sign-in',
    );
  }
  try {
    return await read(staff);
  } catch (error) {
    if (error instanceof Failure && error.status === 404) notFound();
    throw error;
  }
}

import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { StaffShell } from '../../components/shell/staff-shell.tsx';
import { StandingBanner } from '../../components/shell/standing-banner.tsx';
import { readStaffFrame } from '../../server/people/read-staff-frame.ts';
import { roleNames } from '../../server/people/role-names.ts';
import { forStaffPage } from '../../server/staff-page.ts';
import { AccountMenu } from './account-menu.tsx';
import { navigation } from './navigation.tsx';

/** The frame of every staff page. It only draws what the person may open; each page checks again by itself. */
export default async function StaffLayout({ children }: { children: ReactNode }) {
  const { staff, frame } = await forStaffPage(async (principal) => ({
    staff: principal,
    frame: await readStaffFrame(principal),
  }));
  const requestId = (await headers()).get('x-request-id') ?? '';
  return (
    <div data-request-id={requestId}>
      <StaffShell
        groups={navigation(frame)}
        person={{
          name: staff.name,
          detail: `${staff.email} · ${staff.roles.map((role) => roleNames[role]).join(', ') || 'No role yet'}`,
        }}
        accountMenu={<AccountMenu />}
        banner={
          <>
            {frame.demo && (
              <StandingBanner tone="info">
                Demonstration: sample data, reachable from this machine only.
              </StandingBanner>
            )}
            {frame.unconfined && (
              <StandingBanner>
                Candidate code runs without confinement by the operating system. Do not invite real
                candidates.
              </StandingBanner>
            )}
          </>
        }
      >
        {children}
      </StaffShell>
    </div>
  );
}

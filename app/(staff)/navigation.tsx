import { Activity, Briefcase, ClipboardCheck, LibraryBig, Radio, ScrollText, UsersRound } from 'lucide-react';
import type { NavGroup, NavItem } from '../../components/shell/staff-nav.tsx';
import type { StaffFrame } from '../../server/people/read-staff-frame.ts';

const icon = { size: 14, strokeWidth: 1.75, 'aria-hidden': true, className: 'shrink-0' } as const;

/** The sidebar's groups: what this person may open, with how much waits there. */
export function navigation(frame: StaffFrame): NavGroup[] {
  const own: NavItem[] = [];
  if (frame.mayRate) {
    own.push({
      href: '/queue',
      label: 'To score',
      icon: <ClipboardCheck {...icon} />,
      ...(frame.toScore > 0 ? { count: frame.toScore } : {}),
    });
  }
  if (frame.mayRate) own.push({ href: '/sessions', label: 'Sessions', icon: <Radio {...icon} /> });
  if (frame.mayManage) own.push({ href: '/positions', label: 'Positions', icon: <Briefcase {...icon} /> });
  const groups: NavGroup[] = [{ items: own }];
  if (frame.positions.length > 0) {
    groups.push({
      label: 'Open positions',
      items: frame.positions.map((position) => ({
        href: `/positions/${position.id}`,
        label: position.title,
        ...(position.needsYou > 0 ? { count: position.needsYou } : {}),
      })),
    });
  }
  groups.push({
    label: 'Library',
    items: [{ href: '/questions', label: 'Questions', icon: <LibraryBig {...icon} /> }],
  });
  if (frame.mayAdminister) {
    groups.push({
      label: 'Governance',
      items: [
        { href: '/people', label: 'People', icon: <UsersRound {...icon} /> },
        { href: '/audit', label: 'Audit log', icon: <ScrollText {...icon} /> },
        { href: '/system', label: 'System', icon: <Activity {...icon} /> },
      ],
    });
  }
  return groups.filter((group) => group.items.length > 0);
}

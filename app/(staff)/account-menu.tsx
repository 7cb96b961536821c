'use client';

import { LogOut } from 'lucide-react';
import { signOut } from 'next-auth/react';
import { MenuItem } from '../../components/ui/overlay/menu.tsx';

export function AccountMenu() {
  return (
    <MenuItem
      icon={<LogOut size={13} strokeWidth={1.75} aria-hidden />}
      onSelect={() => void signOut({ callbackUrl: '/sign-in' })}
    >
      Sign out
    </MenuItem>
  );
}

'use client';

import { Moon, Sun, SunMoon } from 'lucide-react';
import { IconButton } from '../button/icon-button.tsx';
import { announce } from '../feedback/announcer.ts';
import { type Theme, themes } from './theme.ts';
import { useTheme } from './use-theme.ts';

const names: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const icons: Record<Theme, typeof Sun> = { system: SunMoon, light: Sun, dark: Moon };

/** One button that goes round: as the system, light, dark. */
export function ThemeToggle() {
  const [theme, setTheme] = useTheme();
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const Icon = icons[theme];
  return (
    <IconButton
      label={`Theme: ${names[theme]}. Switch to ${names[next]}`}
      icon={<Icon size={15} strokeWidth={1.75} aria-hidden />}
      onClick={() => {
        setTheme(next);
        announce(`Theme: ${names[next]}`);
      }}
    />
  );
}

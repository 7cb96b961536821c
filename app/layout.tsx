import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { Announcements } from '../components/ui/feedback/announcements.tsx';
import { themeAttribute, themeCookieName, themeOf } from '../components/ui/theme/theme.ts';
import './globals.css';

export const metadata: Metadata = {
  title: { default: 'Plumbline', template: '%s · Plumbline' },
  description: 'Assessments for senior backend engineers.',
  icons: { icon: '/icon.svg' },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#FFFFFF' },
    { media: '(prefers-color-scheme: dark)', color: '#101417' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeOf((await cookies()).get(themeCookieName)?.value);
  return (
    <html
      lang="en"
      data-theme={themeAttribute(theme)}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      // The theme can be changed before React has taken over the page.
      suppressHydrationWarning
    >
      <body>
        {children}
        <Announcements />
      </body>
    </html>
  );
}

import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Logo } from '../../components/shell/logo.tsx';
import { mainContentId } from '../../components/shell/skip-link.tsx';
import { ThemeToggle } from '../../components/ui/theme/theme-toggle.tsx';
import { env } from '../../server/env.ts';
import { findStaff } from '../../server/session.ts';
import { localPath } from '../../server/sign-in/local-path.ts';
import { SignInForm } from './sign-in-form.tsx';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const parameters = await searchParams;
  const next = localPath(parameters.next ?? parameters.callbackUrl);
  if (await findStaff()) redirect(next);
  const { github, google, oidc, smtp } = env();
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center justify-between px-4">
        <Logo />
        <ThemeToggle />
      </header>
      <main
        id={mainContentId}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-sm flex-1 flex-col gap-4 px-4 pt-[12dvh] pb-10"
      >
        <div>
          <h1 className="text-page">Sign in</h1>
          <p className="mt-1 text-ink-2">For the people who run and score assessments.</p>
        </div>
        <SignInForm
          next={next}
          error={typeof parameters.error === 'string' ? parameters.error : null}
          providers={[
            ...(oidc ? [{ id: 'oidc', name: oidc.name }] : []),
            ...(github ? [{ id: 'github', name: 'GitHub' }] : []),
            ...(google ? [{ id: 'google', name: 'Google' }] : []),
          ]}
          mail={smtp !== null}
        />
        <p className="border-t border-line pt-3 text-caption text-ink-3">
          Candidates do not sign in. Open the link in your invitation, or{' '}
          <a href="/resume" className="text-accent underline underline-offset-2">
            use your resume code
          </a>
          .
        </p>
      </main>
    </div>
  );
}

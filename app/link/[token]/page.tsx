import type { Metadata } from 'next';
import { Logo } from '../../../components/shell/logo.tsx';
import { mainContentId } from '../../../components/shell/skip-link.tsx';
import { ButtonLink } from '../../../components/ui/button/button.tsx';
import { passwordCharactersMin } from '../../../server/limits.ts';
import { readStaffLink } from '../../../server/people/set-password.ts';
import { ConfirmSignIn } from './confirm-sign-in.tsx';
import { PasswordForm } from './password-form.tsx';

export const metadata: Metadata = { title: 'One-time link', referrer: 'no-referrer' };

/** Opening the page changes nothing, because mail scanners open links: its button, a POST, uses the link up. */
export default async function LinkPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const link = await readStaffLink(token);
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex h-12 items-center px-4">
        <Logo />
      </header>
      <main
        id={mainContentId}
        tabIndex={-1}
        className="mx-auto flex w-full max-w-sm flex-1 flex-col gap-4 px-4 pt-[12dvh] pb-10"
      >
        {link.state === 'gone' ? (
          <>
            <h1 className="text-page">This link does not work any more</h1>
            <p className="text-ink-2">
              It was used, or its time is over. Ask an administrator for a new one, or ask for a sign-in link.
            </p>
            <div>
              <ButtonLink href="/sign-in">Go to sign-in</ButtonLink>
            </div>
          </>
        ) : link.purpose === 'sign-in' ? (
          <>
            <h1 className="text-page">Sign in as {link.name}</h1>
            <p className="text-ink-2">
              The link works once. Press the button in the browser that you work in.
            </p>
            <ConfirmSignIn token={token} />
          </>
        ) : (
          <>
            <div>
              <h1 className="text-page">Set your password</h1>
              <p className="mt-1 text-ink-2">
                For {link.name}, {link.email}. You are signed in with it next.
              </p>
            </div>
            <PasswordForm token={token} email={link.email} charactersMin={passwordCharactersMin} />
          </>
        )}
      </main>
    </div>
  );
}

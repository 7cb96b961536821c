'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../components/ui/button/button.tsx';
import { Banner } from '../../components/ui/feedback/banner.tsx';
import { TextField } from '../../components/ui/form/text-field.tsx';
import { requestLinkAction } from './actions.ts';

interface SignInFormProps {
  next: string;
  error: string | null;
  providers: readonly { id: string; name: string }[];
  /** Sign-in links can be sent. */
  mail: boolean;
}

/** What next-auth appends to the address, in plain words. */
const errorTexts: Record<string, string> = {
  'not-added':
    'This account is not linked to anybody here. An administrator adds people by their verified e-mail address.',
  AccessDenied:
    'This account is not linked to anybody here. An administrator adds people by their verified e-mail address.',
  CredentialsSignin: 'The link was used or has expired. Ask for a new one.',
  SessionRequired: 'Sign in to go on.',
};

const wrongPassword =
  'E-mail and password do not match. After several tries each further one waits a few seconds; no account is locked.';

export function SignInForm({ next, error, providers, mail }: SignInFormProps) {
  const [message, setMessage] = useState(
    error ? (errorTexts[error] ?? 'Signing in did not work. Try again.') : null,
  );
  const [pending, setPending] = useState<'password' | 'link' | 'provider' | null>(null);
  const [linkAsked, setLinkAsked] = useState(false);

  const withPassword = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setPending('password');
    setMessage(null);
    try {
      const result = await signIn('password', {
        email: String(data.get('email') ?? ''),
        password: String(data.get('password') ?? ''),
        redirect: false,
      });
      if (result?.ok && !result.error) {
        // A full load: everything that was drawn for nobody is drawn again.
        window.location.assign(next);
        return;
      }
      setMessage(wrongPassword);
    } catch {
      setMessage('The server was not reached. Check the connection and try again.');
    }
    setPending(null);
  };

  const askForLink = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    setPending('link');
    setMessage(null);
    try {
      const result = await requestLinkAction(data);
      if (result.ok) setLinkAsked(true);
      else setMessage(result.message);
    } catch {
      setMessage('The server was not reached. Check the connection and try again.');
    }
    setPending(null);
  };

  return (
    <div className="flex flex-col gap-4">
      {message && <Banner tone="fail" title={message} live />}
      <form onSubmit={withPassword} className="flex flex-col gap-3" aria-label="Sign in">
        <TextField label="E-mail" name="email" type="email" autoComplete="username" required />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <Button type="submit" variant="primary" size="large" pending={pending === 'password'}>
          {pending === 'password' ? 'Signing in' : 'Sign in'}
        </Button>
      </form>
      {providers.length > 0 && (
        <div className="flex flex-col gap-2 border-t border-line pt-4">
          {providers.map((provider) => (
            <Button
              key={provider.id}
              size="large"
              disabled={pending !== null}
              onClick={() => {
                setPending('provider');
                void signIn(provider.id, { callbackUrl: next });
              }}
            >
              Go on with {provider.name}
            </Button>
          ))}
        </div>
      )}
      {mail && (
        <form
          onSubmit={askForLink}
          className="flex flex-col gap-3 border-t border-line pt-4"
          aria-label="Sign-in link"
        >
          <TextField
            label="E-mail for a sign-in link"
            name="email"
            type="email"
            autoComplete="email"
            required
            hint="The link works once, for an hour."
          />
          <Button type="submit" pending={pending === 'link'}>
            Send a link
          </Button>
          {linkAsked && (
            <Banner
              live
              title="If somebody with this address may sign in, a link is on its way. Look in the spam folder too."
            />
          )}
        </form>
      )}
    </div>
  );
}

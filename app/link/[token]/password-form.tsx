'use client';

import { signIn } from 'next-auth/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';
import { TextField } from '../../../components/ui/form/text-field.tsx';
import { setPasswordAction } from './actions.ts';

interface PasswordFormProps {
  token: string;
  email: string;
  charactersMin: number;
}

export function PasswordForm({ token, email, charactersMin }: PasswordFormProps) {
  const [pending, setPending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const [errors, setErrors] = useState<{ password?: string; again?: string }>({});

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    data.set('token', token);
    const password = String(data.get('password') ?? '');
    const found = {
      ...([...password].length < charactersMin ? { password: `At least ${charactersMin} characters.` } : {}),
      ...(password !== data.get('again') ? { again: 'The two are not the same.' } : {}),
    };
    setErrors(found);
    setMessage(null);
    if (Object.keys(found).length > 0) return;
    setPending(true);
    try {
      const result = await setPasswordAction(data);
      if (result.ok) {
        const signedIn = await signIn('password', { email: result.value.email, password, redirect: false });
        window.location.assign(signedIn?.ok && !signedIn.error ? '/' : '/sign-in');
        return;
      }
      setMessage(result.message.replace(/^password: /u, ''));
    } catch {
      setMessage('The server was not reached. The link is not used up. Try again.');
    }
    setPending(false);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      {message && <Banner tone="fail" title={message} live />}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label="New password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        hint={`At least ${charactersMin} characters. A sentence is easier to keep than a word with signs.`}
        error={errors.password}
      />
      <TextField
        label="The same again"
        name="again"
        type="password"
        autoComplete="new-password"
        required
        error={errors.again}
      />
      <Button type="submit" variant="primary" size="large" pending={pending}>
        {pending ? 'Setting the password' : 'Set password and sign in'}
      </Button>
    </form>
  );
}

'use client';

import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button/button.tsx';
import { Banner } from '../../../components/ui/feedback/banner.tsx';

export function ConfirmSignIn({ token }: { token: string }) {
  const [pending, setPending] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const confirm = async () => {
    setPending(true);
    setMessage(null);
    try {
      const result = await signIn('link', { token, redirect: false });
      if (result?.ok && !result.error) {
        window.location.assign('/');
        return;
      }
      setMessage('The link was used or has expired. Ask for a new one on the sign-in page.');
    } catch {
      setMessage('The server was not reached. The link is not used up. Try again.');
    }
    setPending(false);
  };
  return (
    <>
      {message && <Banner tone="fail" title={message} live />}
      <Button variant="primary" size="large" pending={pending} onClick={confirm}>
        {pending ? 'Signing in' : 'Sign in'}
      </Button>
    </>
  );
}

'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/TextField';
import { useSignIn, useSignInAt } from '@/lib/client/use-me';
import type { ProviderView } from '@/lib/people/person-view';

type Props = {
  providers: readonly ProviderView[];
  /** Where a provider sends the browser back to. */
  next: string;
  onSignedIn: () => void;
};

/** Name or address and password, and the providers that this server knows. A refusal keeps what was typed. */
export function SignInForm({ providers, next, onSignedIn }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <ByPassword onSignedIn={onSignedIn} />
      {providers.length > 0 && <Providers providers={providers} next={next} />}
    </div>
  );
}

function ByPassword({ onSignedIn }: Pick<Props, 'onSignedIn'>) {
  const [who, setWho] = useState('');
  const [password, setPassword] = useState('');
  const whoField = useRef<HTMLInputElement>(null);
  const passwordField = useRef<HTMLInputElement>(null);
  const signIn = useSignIn();
  const busy = signIn.isPending || signIn.isSuccess;
  useEffect(() => whoField.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    signIn.mutate(
      { who, password },
      { onSuccess: onSignedIn, onError: () => passwordField.current?.select() },
    );
  };
  // By POST: pressed before the page is alive, the browser would write the password into the address.
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-3" aria-label="Sign in">
      <TextField
        ref={whoField}
        label="Name or e-mail"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={who}
        onChange={(event) => setWho(event.target.value)}
      />
      <TextField
        ref={passwordField}
        label="Password"
        name="password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <FormError error={signIn.error} />
      <Button type="submit" look="primary" size="large">
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}

function Providers({ providers, next }: Pick<Props, 'providers' | 'next'>) {
  const go = useSignInAt();
  const busy = go.isPending || go.isSuccess;
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      {providers.map(({ id, name }) => (
        <Button key={id} size="large" onClick={() => !busy && go.mutate({ provider: id, next })}>
          {busy ? `Going to ${name}…` : `Sign in with ${name}`}
        </Button>
      ))}
      <FormError error={go.error} />
    </div>
  );
}

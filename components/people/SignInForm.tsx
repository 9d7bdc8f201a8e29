'use client';

import { type FormEvent, useState } from 'react';
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

/** Name or address and password, and the providers that this server knows. */
export function SignInForm({ providers, next, onSignedIn }: Props) {
  const [who, setWho] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ who, password }, { onSuccess: onSignedIn });
  };
  const why = signIn.isPending ? 'It is being checked.' : null;
  return (
    <div className="flex flex-col gap-4">
      <form onSubmit={submit} className="flex flex-col gap-3" aria-label="Sign in">
        <TextField
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
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormError error={signIn.error} />
        <Button type="submit" look="primary" size="large" why={why}>
          Sign in
        </Button>
      </form>
      {providers.length > 0 && <Providers providers={providers} next={next} />}
    </div>
  );
}

function Providers({ providers, next }: Pick<Props, 'providers' | 'next'>) {
  const go = useSignInAt();
  return (
    <div className="flex flex-col gap-2 border-t border-line pt-4">
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="large"
          why={go.isPending ? `The way to ${name} is being asked for.` : null}
          onClick={() => go.mutate({ provider: id, next })}
        >
          Sign in with {name}
        </Button>
      ))}
      <FormError error={go.error} />
    </div>
  );
}

'use client';

import { type FormEvent, useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { NewPassword } from '@/components/people/NewPassword';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/TextField';
import { useWelcome } from '@/lib/client/use-people';
import { parseName } from '@/lib/people/name';
import type { LinkView } from '@/lib/people/person-view';

type Props = { token: string; link: LinkView; onDone: () => void };

/** What a one-time link asks of whoever opens it: an account's name, address and password, or a new password alone. */
export function WelcomeForm({ token, link, onDone }: Props) {
  const [name, setName] = useState('');
  const [email, setEmail] = useState(link.email ?? '');
  const [password, setPassword] = useState('');
  const welcome = useWelcome();
  const resets = link.kind === 'reset';
  const busy = welcome.isPending || welcome.isSuccess;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    welcome.mutate({ token, password, ...(resets ? {} : { name, email }) }, { onSuccess: onDone });
  };
  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-3" aria-label="Your account">
      {!resets && <NameField value={name} onChange={setName} />}
      {!resets && (
        <TextField
          label="E-mail (to sign in with; nothing is sent to it)"
          name="email"
          type="email"
          autoComplete="email"
          required
          readOnly={link.email !== null}
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      )}
      <NewPassword label="Password" value={password} onChange={setPassword} />
      <FormError error={welcome.error} />
      <Button type="submit" look="primary" size="large">
        {busy ? 'Signing in…' : resets ? 'Set password and sign in' : 'Create account'}
      </Button>
    </form>
  );
}

function NameField({ value, onChange }: { value: string; onChange: (name: string) => void }) {
  const [left, setLeft] = useState(false);
  const parsed = parseName(value);
  return (
    <TextField
      label="Name (it stands beside everything you decide)"
      name="username"
      autoComplete="username"
      required
      value={value}
      error={left && value !== '' && !parsed.ok ? parsed.error : null}
      onBlur={() => setLeft(true)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/people/FormError';
import { NewPassword } from '@/components/people/NewPassword';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/TextField';
import { useChangePassword } from '@/lib/client/use-me';

/** Changes the reader's own password. */
export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const change = useChangePassword();
  const done = () => {
    setCurrent('');
    setNext('');
    toast('Password changed; every other browser was signed out');
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (change.isPending) return;
    change.mutate({ current, next }, { onSuccess: done });
  };
  return (
    <form
      onSubmit={submit}
      method="post"
      className="flex max-w-96 flex-col gap-3 py-3"
      aria-label="Change password"
    >
      <TextField
        label="Password now"
        type="password"
        autoComplete="current-password"
        required
        value={current}
        onChange={(event) => setCurrent(event.target.value)}
      />
      <NewPassword label="New password" value={next} onChange={setNext} />
      <FormError error={change.error} />
      <Button type="submit" className="self-start">
        {change.isPending ? 'Changing…' : 'Change password'}
      </Button>
    </form>
  );
}

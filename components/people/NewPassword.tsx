'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { TextField } from '@/components/ui/TextField';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/people/name';

type Props = { label: string; value: string; onChange: (password: string) => void };

/** A password that is being chosen, with how long it must be. It is typed once, so it can be looked at. */
export function NewPassword({ label, value, onChange }: Props) {
  const [shown, setShown] = useState(false);
  return (
    <div className="flex items-end gap-2">
      <TextField
        label={`${label} (at least ${SHORTEST_PASSWORD} characters)`}
        className="min-w-0 flex-1"
        name="new-password"
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        minLength={SHORTEST_PASSWORD}
        maxLength={LONGEST_PASSWORD}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button
        className="h-8 w-14"
        aria-label={shown ? 'Hide what is typed' : 'Show what is typed'}
        onClick={() => setShown(!shown)}
      >
        {shown ? 'Hide' : 'Show'}
      </Button>
    </div>
  );
}

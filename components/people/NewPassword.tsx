'use client';

import { TextField } from '@/components/ui/TextField';
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '@/lib/people/name';

type Props = { label: string; value: string; onChange: (password: string) => void };

/** A password that is being chosen, with how long it must be. */
export const NewPassword = ({ label, value, onChange }: Props) => (
  <TextField
    label={`${label} (at least ${SHORTEST_PASSWORD} characters)`}
    name="new-password"
    type="password"
    autoComplete="new-password"
    minLength={SHORTEST_PASSWORD}
    maxLength={LONGEST_PASSWORD}
    required
    value={value}
    onChange={(event) => onChange(event.target.value)}
  />
);

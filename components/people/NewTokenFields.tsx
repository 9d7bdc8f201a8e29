import type { Ref } from 'react';
import { FormError } from '@/components/people/FormError';
import { RolePicker } from '@/components/people/RolePicker';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import { type Role, sayRoles } from '@/lib/people/role';

const DAYS = [7, 30, 90, 365] as const;

/** An API token that is being described. */
export type TokenForm = { readonly label: string; readonly roles: readonly Role[]; readonly days: number };

type Props = {
  token: TokenForm;
  onChange: (token: TokenForm) => void;
  /** The reader's own roles: a token has at most these. */
  mine: readonly Role[];
  error: unknown;
  /** The first field. */
  ref: Ref<HTMLInputElement>;
};

/** What an API token is for, what it may, and for how long. */
export function NewTokenFields({ token, onChange, mine, error, ref }: Props) {
  const whyNot = (role: Role) =>
    mine.includes(role) ? null : `You are not ${sayRoles([role], 'and')} yourself.`;
  return (
    <>
      <TextField
        ref={ref}
        label="Name (what uses it)"
        autoComplete="off"
        maxLength={60}
        value={token.label}
        onChange={({ target }) => onChange({ ...token, label: target.value })}
      />
      <RolePicker
        legend="Roles"
        value={token.roles}
        onChange={(roles) => onChange({ ...token, roles })}
        whyNot={whyNot}
      />
      <Select
        label="Expires after"
        value={token.days}
        onChange={({ target }) => onChange({ ...token, days: Number(target.value) })}
      >
        {DAYS.map((count) => (
          <option key={count} value={count}>
            {count} days
          </option>
        ))}
      </Select>
      <FormError error={error} />
    </>
  );
}

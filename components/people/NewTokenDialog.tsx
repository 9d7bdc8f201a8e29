'use client';

import { useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { RolePicker } from '@/components/people/RolePicker';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import { useMakeToken } from '@/lib/client/use-people';
import type { Role } from '@/lib/people/role';

const DAYS = [7, 30, 90, 365] as const;

/** Makes an API token of the reader's own, with at most their roles. */
export function NewTokenDialog({ mine, onClose }: { mine: readonly Role[]; onClose: () => void }) {
  const [label, setLabel] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(mine.slice(0, 1));
  const [days, setDays] = useState(90);
  const make = useMakeToken();
  const { data: token } = make;
  const why =
    label.trim() === '' ? 'Name it after what uses it.' : roles.length === 0 ? 'Choose at least one role.' : null;
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="New API token"
      description="For CI and the command line. It acts in your name, with at most the roles that you have when it is used."
      footer={
        token ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" why={why} onClick={() => make.mutate({ label: label.trim(), roles, days })}>
              Make token
            </Button>
          </>
        )
      }
    >
      {token ? (
        <ShownOnce text={token.secret} name="the token">
          Copy it now: it is not shown again. The command line reads it from VATDECK_TOKEN or --token-file.
        </ShownOnce>
      ) : (
        <div className="flex flex-col gap-4">
          <TextField
            label="Name"
            autoComplete="off"
            maxLength={60}
            value={label}
            onChange={(event) => setLabel(event.target.value)}
          />
          <RolePicker legend="Roles" value={roles} onChange={setRoles} among={mine} />
          <Select label="Expires after" value={days} onChange={(event) => setDays(Number(event.target.value))}>
            {DAYS.map((count) => (
              <option key={count} value={count}>
                {count} days
              </option>
            ))}
          </Select>
          <FormError error={make.error} />
        </div>
      )}
    </Dialog>
  );
}

'use client';

import { useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { RolePicker } from '@/components/people/RolePicker';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/TextField';
import { useInvite } from '@/lib/client/use-people';
import type { Role } from '@/lib/people/role';

/** Makes a link by which somebody gets an account with the chosen roles. It starts anew each time it is opened. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const [roles, setRoles] = useState<readonly Role[]>(['viewer']);
  const [email, setEmail] = useState('');
  const invite = useInvite();
  const why =
    roles.length === 0 ? 'Choose at least one role.' : invite.isPending ? 'The link is being made.' : null;
  const make = () => invite.mutate({ roles, email: email.trim() === '' ? null : email.trim() });
  const { data: link } = invite;
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="Invite somebody"
      description="You get a link to hand over yourself. It works once, within 7 days."
      footer={
        link ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" onClick={make} why={why}>
              Make link
            </Button>
          </>
        )
      }
    >
      {link ? (
        <ShownOnce text={link.url} name="the invitation">
          Copy it now: it is not shown again. Whoever opens it first gets the account.
        </ShownOnce>
      ) : (
        <div className="flex flex-col gap-4">
          <RolePicker legend="Roles" value={roles} onChange={setRoles} />
          <TextField
            label="E-mail (if set, the account is for this address alone, also through a provider)"
            type="email"
            autoComplete="off"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <FormError error={invite.error} />
        </div>
      )}
    </Dialog>
  );
}

'use client';

import { type FormEvent, useId, useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { OnceFoot } from '@/components/people/OnceFoot';
import { RolePicker } from '@/components/people/RolePicker';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/TextField';
import { useInvite } from '@/lib/client/use-people';
import type { Role } from '@/lib/people/role';

/** Makes a link by which somebody gets an account with the chosen roles. It starts anew each time it is opened. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const invite = useInvite();
  const form = useId();
  const [roles, setRoles] = useState<readonly Role[]>(['viewer']);
  const { data: link } = invite;
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="Invite somebody"
      description="You get a link to hand over yourself. It works once, within 7 days."
      footer={
        <OnceFoot made={link !== undefined} onClose={onClose}>
          <Button
            type="submit"
            form={form}
            look="primary"
            why={roles.length === 0 ? 'Choose at least one role.' : null}
          >
            Make link
          </Button>
        </OnceFoot>
      }
    >
      {link ? (
        <ShownOnce text={link.url} name="the invitation" until={link.expiresAt}>
          Copy it now: it is not shown again. Whoever opens it first gets the account.
        </ShownOnce>
      ) : (
        <Fields id={form} roles={roles} onRoles={setRoles} invite={invite} />
      )}
    </Dialog>
  );
}

type FieldsProps = {
  id: string;
  roles: readonly Role[];
  onRoles: (roles: readonly Role[]) => void;
  invite: ReturnType<typeof useInvite>;
};

function Fields({ id, roles, onRoles, invite }: FieldsProps) {
  const [email, setEmail] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (invite.isPending || roles.length === 0) return;
    invite.mutate({ roles, email: email.trim() === '' ? null : email.trim() });
  };
  return (
    <form id={id} onSubmit={submit} className="flex flex-col gap-4 pb-2">
      <RolePicker legend="Roles" value={roles} onChange={onRoles} />
      <TextField
        label="E-mail (if set, the account is for this address alone, also through a provider)"
        type="email"
        autoComplete="off"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <FormError error={invite.error} />
    </form>
  );
}

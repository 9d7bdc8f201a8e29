'use client';

import { useState } from 'react';
import { FormError } from '@/components/people/FormError';
import { RolePicker } from '@/components/people/RolePicker';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/TextField';
import { useChangePerson, useResetLink } from '@/lib/client/use-people';
import type { PersonView } from '@/lib/people/person-view';

type Props = { person: PersonView; onClose: () => void };

/** Changes what somebody is; their browsers are signed out by it. */
export function RolesDialog({ person, onClose }: Props) {
  const [roles, setRoles] = useState(person.roles);
  const change = useChangePerson();
  const same = roles.join() === person.roles.join();
  const why =
    roles.length === 0 ? 'Choose at least one role; to keep somebody out, ban them.' : same ? 'Nothing is changed.' : null;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Roles of ${person.name}`}
      description="The change counts at once and signs them out everywhere."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            why={why}
            onClick={() => change.mutate({ id: person.id, roles }, { onSuccess: onClose })}
          >
            Change roles
          </Button>
        </>
      }
    >
      <RolePicker legend="Roles" value={roles} onChange={setRoles} />
      <FormError error={change.error} />
    </Dialog>
  );
}

/** Keeps somebody out, with the reason that they are told. */
export function BanDialog({ person, onClose }: Props) {
  const [reason, setReason] = useState('');
  const change = useChangePerson();
  const ban = () => change.mutate({ id: person.id, ban: { reason } }, { onSuccess: onClose });
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title={`Ban ${person.name}?`}
      description="They are signed out everywhere, and their API tokens are refused. What they decided stays."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={ban} why={reason.trim() === '' ? 'Say why; they are told.' : null}>
            Ban
          </Button>
        </>
      }
    >
      <TextField label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      <FormError error={change.error} />
    </Dialog>
  );
}

/** Makes a link by which somebody sets a new password. */
export function ResetDialog({ person, onClose }: Props) {
  const reset = useResetLink();
  const { data: link } = reset;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`New password for ${person.name}`}
      description="You get a link to hand over yourself. It works once, within 24 hours; until then the old password counts."
      footer={
        link ? (
          <Button look="primary" onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button look="primary" onClick={() => reset.mutate(person.id)}>
              Make link
            </Button>
          </>
        )
      }
    >
      {link && (
        <ShownOnce text={link.url} name="the link">
          Copy it now: it is not shown again.
        </ShownOnce>
      )}
      <FormError error={reset.error} />
    </Dialog>
  );
}

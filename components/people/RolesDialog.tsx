'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/people/FormError';
import type { PersonDialogProps } from '@/components/people/person-dialog';
import { RolePicker } from '@/components/people/RolePicker';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { useChangePerson } from '@/lib/client/use-people';
import { type Role, sayRoles } from '@/lib/people/role';

const whyNotNow = (roles: readonly Role[], before: readonly Role[]): string | null => {
  if (roles.length === 0) return 'Choose at least one role; to keep somebody out, ban them.';
  return roles.join() === before.join() ? 'Nothing is changed.' : null;
};

/** Changes what somebody is; their browsers are signed out by it. */
export function RolesDialog({ person, whyAdmin, mine, onClose }: PersonDialogProps) {
  const [roles, setRoles] = useState(person.roles);
  const change = useChangePerson();
  const done = () => {
    toast(`${person.name} is ${sayRoles(roles, 'and')} now`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Roles of ${person.name}`}
      description={`The change counts at once and signs ${mine ? 'you' : 'them'} out everywhere.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            why={whyNotNow(roles, person.roles)}
            onClick={() => change.mutate({ id: person.id, roles }, { onSuccess: done })}
          >
            Change roles
          </Button>
        </>
      }
    >
      <RolePicker
        legend="Roles"
        value={roles}
        onChange={setRoles}
        whyNot={(role) => (role === 'admin' ? whyAdmin : null)}
      />
      <FormError error={change.error} />
    </Dialog>
  );
}

'use client';

import { type FormEvent, useRef, useState } from 'react';
import { toast } from 'sonner';
import { FormError } from '@/components/people/FormError';
import type { PersonDialogProps } from '@/components/people/person-dialog';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextField } from '@/components/ui/TextField';
import { useChangePerson } from '@/lib/client/use-people';

/** Keeps somebody out, with the reason that they are told. */
export function BanDialog({ person, whyAdmin, mine, onClose }: PersonDialogProps) {
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const change = useChangePerson();
  const why = whyAdmin ?? (reason.trim() === '' ? 'Say why; they are told.' : null);
  const done = () => {
    toast(`${person.name} is banned`);
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why === null) change.mutate({ id: person.id, ban: { reason: reason.trim() } }, { onSuccess: done });
  };
  return (
    <Dialog
      open
      keeps={reason !== ''}
      onOpenChange={(open) => !open && onClose()}
      initialFocus={field}
      title={mine ? 'Ban yourself?' : `Ban ${person.name}?`}
      description="They are signed out everywhere, and their API tokens are refused. What they decided stays."
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <TextField
          ref={field}
          label="Reason (it is told to whoever tries to sign in)"
          autoComplete="off"
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <FormError error={change.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" why={why}>
            Ban
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

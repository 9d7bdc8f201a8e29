'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/TextField';

type Props = { open: boolean; onOpenChange: (open: boolean) => void; onDecline: (reason: string) => void };

/** Asks for the reason of a decline; without one there is nothing the author could act on. */
export function DeclineDialog({ open, onOpenChange, onDecline }: Props) {
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDecline(reason.trim());
    setReason('');
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Decline plan"
      description="A declined plan is not approved until the decline is withdrawn or the plan changes."
      initialFocus={field}
    >
      <form onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <TextArea
          ref={field}
          label="Reason"
          value={reason}
          maxLength={2000}
          onChange={({ target }) => setReason(target.value)}
        />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button type="submit" look="danger" why={reason.trim() === '' ? 'Say why first.' : null}>
            Decline plan
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

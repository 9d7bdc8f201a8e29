'use client';

import { type FormEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TextArea } from '@/components/ui/TextField';

type Props = {
  title: string;
  description: string;
  /** What the button does: "Decline plan". */
  verb: string;
  onSay: (reason: string) => void;
  onClose: () => void;
};

/** Asks for the reason of something that is recorded with it. Mount it when it opens. */
export function ReasonDialog({ title, description, verb, onSay, onClose }: Props) {
  const [reason, setReason] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSay(reason.trim());
    onClose();
  };
  return (
    <Dialog
      open
      keeps={reason !== ''}
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
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
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" why={reason.trim() === '' ? 'Say why first.' : null}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

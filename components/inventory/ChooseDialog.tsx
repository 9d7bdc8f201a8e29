'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { errorWords } from '@/lib/client/door';

type Props = {
  title: string;
  description: string;
  /** What is chosen: its label, its name with an article, and what stands there when there is none. */
  label: string;
  one: string;
  none: string;
  options: readonly { readonly id: string; readonly words: string }[];
  making: { readonly isPending: boolean; readonly error: unknown };
  onMake: (id: string) => void;
  onClose: () => void;
};

/** Makes an inventory of one thing that is chosen from a list. */
export function ChooseDialog(props: Props) {
  const { title, description, label, one, none, options, making, onMake, onClose } = props;
  const [chosen, setChosen] = useState('');
  const form = useId();
  const isThere = options.some(({ id }) => id === chosen);
  const why = !isThere ? `Choose ${one}.` : making.isPending ? 'It is being made.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why === null) onMake(chosen);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form={form} why={why}>
            Make inventory
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <Select label={label} value={chosen} onChange={({ target }) => setChosen(target.value)}>
          <option value="">{options.length === 0 ? none : `Choose ${one}`}</option>
          {options.map(({ id, words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </Select>
        {making.error !== null && (
          <Notice look="failed" alert>
            {errorWords(making.error).where} {errorWords(making.error).todo}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { errorWords } from '@/lib/client/door';
import { useLearnFromRun } from '@/lib/client/use-inventories';
import { useWhyNot } from '@/lib/client/use-me';
import { useRuns } from '@/lib/client/use-runs';
import { paths } from '@/lib/url/paths';

/** Makes an inventory of what a run's slog tells. */
export function LearnButton() {
  const [open, setOpen] = useState(false);
  const why = useWhyNot('keep-inventory');
  return (
    <>
      <Button why={why} onClick={() => setOpen(true)}>
        Learn from a run…
      </Button>
      {open && <LearnDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function LearnDialog({ onClose }: { onClose: () => void }) {
  const { data: runs = [] } = useRuns();
  const [chosen, setChosen] = useState('');
  const learn = useLearnFromRun();
  const router = useRouter();
  const read = runs.filter(({ foldedBytes }) => foldedBytes > 0);
  const why = chosen === '' ? 'Choose a run.' : learn.isPending ? 'It is being made.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!why) learn.mutate(chosen, { onSuccess: ({ id }) => router.push(paths.inventory(id)) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Learn from a run"
      description="A slog tells names, bundles and incarnations of the vats that worked. Who listens to whom only a swing-store knows."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="learn" why={why}>
            Make inventory
          </Button>
        </>
      }
    >
      <form id="learn" onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <Select label="Run" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          <option value="">{read.length === 0 ? 'No run has been read yet' : 'Choose a run'}</option>
          {read.map(({ id, title, kind }) => (
            <option key={id} value={id}>
              {title} ({kind})
            </option>
          ))}
        </Select>
        {learn.error && (
          <Notice look="failed" alert>
            {errorWords(learn.error).where} {errorWords(learn.error).todo}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

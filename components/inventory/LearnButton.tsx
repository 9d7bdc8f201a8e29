'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { ChooseDialog } from '@/components/inventory/ChooseDialog';
import { Button } from '@/components/ui/Button';
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
  const learn = useLearnFromRun();
  const router = useRouter();
  const read = runs.filter(({ foldedBytes }) => foldedBytes > 0);
  return (
    <ChooseDialog
      title="Learn from a run"
      description="A slog tells names, bundles and incarnations of the vats that worked. Who listens to whom only a swing-store knows."
      label="Run"
      one="a run"
      none="No run has been read yet"
      options={read.map(({ id, title, kind }) => ({ id, words: `${title} (${kind})` }))}
      making={learn}
      onMake={(runId) => learn.mutate(runId, { onSuccess: ({ id }) => router.push(paths.inventory(id)) })}
      onClose={onClose}
    />
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { RadioList } from '@/components/ui/RadioList';
import { errorWords } from '@/lib/client/door';
import { useRehearse } from '@/lib/client/use-runs';
import { vatWords } from '@/lib/plan/plan-look';
import type { PlanHead } from '@/lib/plan/plan-view';
import { isScenario, SCENARIOS, type Scenario } from '@/lib/plan/scenario';
import { paths } from '@/lib/url/paths';

type Props = { view: PlanHead; open: boolean; onOpenChange: (open: boolean) => void };

const OPTIONS = Object.entries(SCENARIOS).flatMap(([value, { title, says }]) =>
  isScenario(value) ? [{ value, title, says }] : [],
);

/** Chooses a scenario and starts the kernel on exactly the plan that is shown. */
export function RehearseDialog({ view, open, onOpenChange }: Props) {
  const [scenario, setScenario] = useState<Scenario>('all-well');
  const start = useRef<HTMLButtonElement>(null);
  const router = useRouter();
  const rehearse = useRehearse();
  const begin = () =>
    rehearse.mutate(
      { planId: view.id, digest: view.digest, scenario },
      { onSuccess: ({ runId }) => router.push(paths.run(runId)) },
    );
  const busy = rehearse.isPending || rehearse.isSuccess;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Rehearse"
      initialFocus={start}
      description={
        <>
          A real kernel executes “{view.title}” <CopyId value={view.digest} name="plan digest" />:{' '}
          {vatWords(view)}
        </>
      }
      footer={
        <>
          {rehearse.error && <StartError error={rehearse.error} />}
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button ref={start} look="primary" onClick={begin} why={busy ? 'It is being started.' : null}>
            Start rehearsal
          </Button>
        </>
      }
    >
      {!view.approved && (
        <Notice look="attention" className="mb-2 border-t-0">
          This plan is not approved. It may be rehearsed all the same; the run will say that it was not.
        </Notice>
      )}
      <RadioList label="Scenario" value={scenario} options={OPTIONS} onChange={setScenario} />
    </Dialog>
  );
}

function StartError({ error }: { error: unknown }) {
  const { where, todo } = errorWords(error);
  return (
    <Notice look="failed" alert className="w-full border-0 py-0">
      <p>The rehearsal did not start. {where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}

'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { PlanSelect } from '@/components/run-list/PlanSelect';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { errorWords } from '@/lib/client/door';
import { useWhyNot } from '@/lib/client/use-me';
import { type NamedPlan, useSetRunPlan } from '@/lib/client/use-runs';
import type { RunRow } from '@/lib/live/run-row';

const planOf = ({ planId, planDigest }: RunRow): NamedPlan | null =>
  planId === null || planDigest === null ? null : { id: planId, digest: planDigest };

/** Says later which plan a run executed; of a rehearsal there is nothing to say. */
export function RunPlanButton({ row }: { row: RunRow }) {
  const [open, setOpen] = useState(false);
  const why = useWhyNot('set-run-plan');
  if (row.scenario !== null) return null;
  return (
    <>
      <Button size="small" why={why} onClick={() => setOpen(true)}>
        {row.planId === null ? 'Name its plan…' : 'Change plan…'}
      </Button>
      {open && <RunPlanDialog row={row} onClose={() => setOpen(false)} />}
    </>
  );
}

function RunPlanDialog({ row, onClose }: { row: RunRow; onClose: () => void }) {
  const shown = planOf(row);
  const [plan, setPlan] = useState<NamedPlan | null>(shown);
  const router = useRouter();
  const set = useSetRunPlan(row.id);
  const same = plan?.id === shown?.id && plan?.digest === shown?.digest;
  const why = set.isPending ? 'It is being saved.' : same ? 'Nothing is changed.' : null;
  const save = () =>
    set.mutate(
      { plan, shown },
      {
        onSuccess: () => {
          onClose();
          router.refresh();
        },
      },
    );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Plan of this run"
      description="What it executed: the plan as it is now. It can be changed until a report shows the run."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" onClick={save} why={why}>
            Save
          </Button>
        </>
      }
    >
      <PlanSelect
        label="Plan"
        plan={plan}
        onChange={setPlan}
        kept={shown && { plan: shown, title: row.planTitle ?? shown.id }}
      />
      {set.error && (
        <Notice look="failed" alert>
          The plan was not changed. {errorWords(set.error).where} {errorWords(set.error).todo}
        </Notice>
      )}
    </Dialog>
  );
}

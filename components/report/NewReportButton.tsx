'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { TextField } from '@/components/ui/TextField';
import { errorWords } from '@/lib/client/door';
import { useWhyNot } from '@/lib/client/use-me';
import { usePlans } from '@/lib/client/use-plans';
import { useCreateReport } from '@/lib/client/use-reports';
import { useRuns } from '@/lib/client/use-runs';
import type { RunRow } from '@/lib/live/run-row';
import { FIRST_DETAILS } from '@/lib/report/details';
import { paths } from '@/lib/url/paths';

/** The newest rehearsals of a plan that are over, as many as a table reads well with. */
const runsOf = (planId: string, runs: readonly RunRow[]): string[] =>
  runs
    .filter((run) => run.planId === planId && run.endedAt !== null && run.foldedBytes > 0)
    .slice(0, 5)
    .map(({ id }) => id);

/** Makes a report of a plan and its newest rehearsals. `planId`: the plan is known already. */
export function NewReportButton({ planId = '' }: { planId?: string }) {
  const [open, setOpen] = useState(false);
  const why = useWhyNot('make-report');
  return (
    <>
      <Button look="primary" why={why} onClick={() => setOpen(true)}>
        New report
      </Button>
      {open && <NewReportDialog planId={planId} onClose={() => setOpen(false)} />}
    </>
  );
}

function NewReportDialog({ planId, onClose }: { planId: string; onClose: () => void }) {
  const { data: plans = [] } = usePlans();
  const { data: runs = [] } = useRuns();
  const [chosen, setChosen] = useState(planId);
  const [title, setTitle] = useState('');
  const create = useCreateReport();
  const router = useRouter();
  const plan = plans.find(({ id }) => id === chosen);
  const name = title.trim() === '' && plan ? `${plan.upgradeName} for validators` : title.trim();
  const why = plan ? (create.isPending ? 'It is being made.' : null) : 'Choose a plan.';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!plan || why) return;
    const draft = {
      title: name,
      planId: plan.id,
      runIds: runsOf(plan.id, runs),
      details: FIRST_DETAILS,
      now: null,
      referenceRunId: null,
      allowed: [],
      followRunId: null,
    };
    create.mutate(draft, { onSuccess: ({ id }) => router.push(paths.report(id)) });
  };
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      title="New report"
      description="It starts with the plan's newest rehearsals; nothing is public until you publish it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="new-report" why={why}>
            Make report
          </Button>
        </>
      }
    >
      <form id="new-report" onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <Select label="Plan" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          <option value="">Choose a plan</option>
          {plans.map(({ id, title: words }) => (
            <option key={id} value={id}>
              {words}
            </option>
          ))}
        </Select>
        <TextField
          label="Title"
          value={title}
          placeholder={name}
          maxLength={200}
          onChange={({ target }) => setTitle(target.value)}
        />
        {create.error && (
          <Notice look="failed" alert>
            {errorWords(create.error).where}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

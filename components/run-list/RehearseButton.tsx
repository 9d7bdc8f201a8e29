'use client';

import { Play } from 'lucide-react';
import { useMemo, useState } from 'react';
import { RehearseDialog } from '@/components/run-list/RehearseDialog';
import { rehearseWhy } from '@/components/run-list/rehearse-why';
import { Button } from '@/components/ui/Button';
import { type Action, useActions } from '@/lib/client/actions';
import { useWhyNot } from '@/lib/client/use-me';
import { useStatus } from '@/lib/client/use-status';
import type { PlanHead } from '@/lib/plan/plan-view';

type Props = {
  /** The plan as the reader sees it; null while there is none. */
  view: PlanHead | null;
  /** A reason of the page's own, such as an order that is not saved yet. */
  why?: string | null;
  size?: 'normal' | 'large';
};

/** Opens the choice of what the rehearsal of this plan shall meet; disabled with the reason while no kernel is ready. */
export function RehearseButton({ view, why: pageWhy, size = 'normal' }: Props) {
  const [open, setOpen] = useState(false);
  const kernel = useStatus().data?.kernel;
  const whyNot = useWhyNot('rehearse');
  const why = whyNot ?? (view ? pageWhy : 'There is no plan to rehearse.') ?? rehearseWhy(kernel);
  const title = view ? `Rehearse “${view.title}”` : 'Rehearse';
  const actions = useMemo(
    (): Action[] => [
      { id: 'rehearse', title, group: 'This page', shortcut: 'rehearse', why, run: () => setOpen(true) },
    ],
    [title, why],
  );
  useActions(actions);
  return (
    <>
      <Button look="primary" size={size} why={why} onClick={() => setOpen(true)}>
        <Play size={14} aria-hidden /> Rehearse
      </Button>
      {view && <RehearseDialog view={view} open={open} onOpenChange={setOpen} />}
    </>
  );
}

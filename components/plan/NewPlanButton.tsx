'use client';

import { Plus } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { NewPlanDialog } from '@/components/plan/NewPlanDialog';
import type { PlanSource } from '@/components/plan/plan-sources';
import { Button } from '@/components/ui/Button';
import { type Action, useActions } from '@/lib/client/actions';

type Props = {
  /** From the link: the dialog opens at once. */
  initial: PlanSource | null;
  why: string | null;
};

/** Opens the dialog that makes a plan; what it is made from is in the address, so that it can be sent as a link. */
export function NewPlanButton({ initial, why }: Props) {
  const [source, setSource] = useState<PlanSource | null>(why ? null : initial);
  const actions = useMemo(
    (): Action[] => [
      { id: 'new-plan', title: 'New plan…', group: 'This page', why, run: () => setSource('nothing') },
      { id: 'import-plan', title: 'Import a plan…', group: 'This page', why, run: () => setSource('import') },
    ],
    [why],
  );
  useActions(actions);
  useEffect(() => {
    const query = source === null ? '' : `?new=${source}`;
    if (window.location.search !== query)
      window.history.replaceState(null, '', `${window.location.pathname}${query}`);
  }, [source]);
  return (
    <>
      <Button why={why} onClick={() => setSource('import')}>
        Import…
      </Button>
      <Button look="primary" why={why} onClick={() => setSource('nothing')}>
        <Plus size={14} aria-hidden /> New plan
      </Button>
      {source && <NewPlanDialog source={source} onSource={setSource} onClose={() => setSource(null)} />}
    </>
  );
}

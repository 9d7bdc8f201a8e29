'use client';

import { useState } from 'react';
import { FactsDialog } from '@/components/plan/FactsDialog';
import { PlanFacts } from '@/components/plan/PlanFacts';
import type { PlanEdits } from '@/lib/client/plan-order/use-plan-edits';

/** The plan's facts and the way to change them. */
export function PlanHeader({ edits, why }: { edits: PlanEdits; why: string | null }) {
  const [open, setOpen] = useState(false);
  const { plan, title, view, tell, edit } = edits;
  return (
    <>
      <PlanFacts view={view} plan={plan} why={why} onEdit={() => setOpen(true)} />
      {open && (
        <FactsDialog
          title={title}
          plan={plan}
          onSave={(name, patch) => {
            tell({ type: 'renamed', title: name });
            edit({ type: 'change-plan', patch });
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

'use client';

import { ConstraintFields } from '@/components/plan/ConstraintFields';
import { PolicyFields } from '@/components/plan/PolicyFields';
import { VatOptionFields } from '@/components/plan/VatOptionFields';
import type { PlanEdits } from '@/lib/client/plan-order/use-plan-edits';

/** What a plan demands of itself: its own rules of order, who must approve it, and options that the host changes first. */
export function RulesPanel({ edits, why }: { edits: PlanEdits; why: string | null }) {
  const { plan, edit } = edits;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <ConstraintFields
        constraints={plan.constraints}
        why={why}
        onChange={(constraints) => edit({ type: 'change-plan', patch: { constraints } })}
      />
      <div className="flex flex-col gap-8">
        <PolicyFields
          policy={plan.policy}
          why={why}
          onChange={(policy) => edit({ type: 'change-plan', patch: { policy } })}
        />
        <VatOptionFields
          updates={plan.vatOptionUpdates}
          why={why}
          onChange={(vatOptionUpdates) => edit({ type: 'change-plan', patch: { vatOptionUpdates } })}
        />
      </div>
    </div>
  );
}

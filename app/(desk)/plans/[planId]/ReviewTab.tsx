'use client';

import { ApprovalSide } from '@/app/(desk)/plans/[planId]/ApprovalSide';
import { ChecksSide } from '@/app/(desk)/plans/[planId]/ChecksSide';
import type { TabProps } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { ChangesBetween } from '@/components/plan/ChangesBetween';
import { policyWords } from '@/components/plan/policy-words';
import { StepOutline } from '@/components/plan/StepOutline';
import { PlanTriageNote } from '@/components/reconcile/PlanTriageNote';
import { Panel } from '@/components/ui/Panel';

/** What a reviewer reads: what is new since the last approved revision, the whole order, the rules it breaks, and their say. */
export function ReviewTab({ reading, show }: TabProps) {
  const { view } = reading.edits;
  const from = view.lastApproved?.revisionNo ?? null;
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <div className="flex min-w-0 flex-col gap-8">
        <Panel
          title={from === null ? 'Never approved before' : `Changed since the approved revision ${from}`}
          note={from === null ? 'everything is new' : null}
        >
          <ChangesBetween planId={view.id} from={from} to={view.revisionNo} current={view} />
        </Panel>
        <Panel title="What would happen, in this order">
          <StepOutline plan={view.plan} />
        </Panel>
      </div>
      <aside className="flex min-w-0 flex-col gap-8">
        <PlanTriageNote triage={view.triage} />
        <ApprovalSide reading={reading} />
        <p className="-mt-6 text-12 text-ink-3">Policy: {policyWords(view.plan.policy)}</p>
        <ChecksSide reading={reading} step={null} onStep={(step) => show({ step, tab: 'steps' })} />
      </aside>
    </div>
  );
}

'use client';

import { ApprovalSide } from '@/app/(desk)/plans/[planId]/ApprovalSide';
import { ChecksSide } from '@/app/(desk)/plans/[planId]/ChecksSide';
import type { TabProps } from '@/app/(desk)/plans/[planId]/PlanDesk';
import { PlanInventory } from '@/components/inventory/PlanInventory';
import { WhatIfPanel } from '@/components/inventory/WhatIfPanel';
import { OrderPanel } from '@/components/plan/OrderPanel';
import { PlanTriageNote } from '@/components/reconcile/PlanTriageNote';
import { RunTable } from '@/components/run-list/RunTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import type { RunRow } from '@/lib/live/run-row';

/** The order with its checks and approvals beside it, and the runs of the plan below. */
export function StepsTab({ shown, show, reading, runs }: TabProps) {
  const { edits } = reading;
  return (
    <>
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <OrderPanel
          edits={edits}
          violations={reading.violations}
          facts={reading.facts}
          comments={edits.view.commentCounts}
          step={shown.step}
          onStep={(step) => show({ step })}
          onShowChecks={(step) => {
            show({ step });
            document.getElementById('checks')?.scrollIntoView({ block: 'nearest' });
          }}
          why={reading.why('edit')}
          commentWhy={reading.why('comment')}
        />
        <aside className="flex min-w-0 flex-col gap-8">
          <PlanTriageNote triage={edits.view.triage} />
          <ApprovalSide reading={reading} />
          <PlanInventory view={edits.view} why={reading.why('edit')} />
          <div id="checks" className="scroll-mt-4">
            <ChecksSide reading={reading} step={shown.step} onStep={(step) => show({ step })} />
          </div>
        </aside>
      </div>
      {reading.inventory && <WhatIfPanel plan={edits.plan} inventory={reading.inventory} />}
      <RunsOfPlan planId={edits.view.id} initial={runs} />
    </>
  );
}

function RunsOfPlan({ planId, initial }: { planId: string; initial: RunRow[] }) {
  const { data = initial, dataUpdatedAt } = useRuns(initial);
  const runs = data.filter((run) => run.planId === planId);
  const seenAt = useSeenAt(dataUpdatedAt);
  return (
    <Panel title="Runs of this plan" className="mt-8">
      {runs.length > 0 ? (
        <RunTable runs={runs} seenAt={seenAt} caption="Runs of this plan, newest first" />
      ) : (
        <EmptyState title="Not rehearsed yet">
          Each rehearsal of this plan, with the digest it executed, will be here.
        </EmptyState>
      )}
    </Panel>
  );
}

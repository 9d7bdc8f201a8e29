'use client';

import { ApprovalPanel } from '@/components/approval/ApprovalPanel';
import { OrderPanel } from '@/components/plan/OrderPanel';
import { PlanFacts } from '@/components/plan/PlanFacts';
import { KernelBanner } from '@/components/run-list/KernelBanner';
import { RehearseButton } from '@/components/run-list/RehearseButton';
import { RunTable } from '@/components/run-list/RunTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { usePlanOrder } from '@/lib/client/plan-order/use-plan-order';
import { useApproval, usePlan } from '@/lib/client/use-plans';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import type { RunRow } from '@/lib/live/run-row';
import { planLook } from '@/lib/plan/plan-look';
import type { PlanView } from '@/lib/plan/plan-view';

/** One plan: its order, who approved exactly this order, and the way to rehearse it. */
export function PlanDesk({ initial, runs, actor }: { initial: PlanView; runs: RunRow[]; actor: string }) {
  const seen = usePlan(initial.id, initial).data ?? initial;
  const order = usePlanOrder(seen);
  const { decide, withdraw } = useApproval(initial.id);
  const { view } = order;
  const unsaved = order.pending.length > 0;
  return (
    <Page
      title={view.title}
      mark={<StateMark {...planLook(view)} />}
      facts={<PlanFacts view={view} />}
      actions={<RehearseButton view={view} why={unsaved ? 'The order shown is not saved yet.' : null} />}
    >
      <KernelBanner />
      <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <OrderPanel order={order} />
        <ApprovalPanel
          view={view}
          actor={actor}
          unsaved={unsaved}
          busy={decide.isPending || withdraw.isPending}
          error={decide.error ?? withdraw.error}
          onDecide={(decision) => decide.mutate(decision)}
          onWithdraw={() => withdraw.mutate()}
        />
      </div>
      <RunsOfPlan planId={view.id} initial={runs} />
    </Page>
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

'use client';

import Link from 'next/link';
import { WaitsForYou } from '@/components/approval/WaitsForYou';
import { waitingFor } from '@/components/approval/waiting';
import { NextPlan } from '@/components/plan/NextPlan';
import { KernelBanner } from '@/components/run-list/KernelBanner';
import { RehearseButton } from '@/components/run-list/RehearseButton';
import { RunningNow } from '@/components/run-list/RunningNow';
import { RunTable } from '@/components/run-list/RunTable';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { usePlans } from '@/lib/client/use-plans';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import { isOpen } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';
import { mayDo } from '@/lib/people/permissions';
import type { Role } from '@/lib/people/role';
import type { PlanHead } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

const NEWEST = 8;

type Actor = { readonly name: string; readonly roles: readonly Role[] };
type Props = { runs: RunRow[]; plans: PlanHead[]; actor: Actor };

/** Answers in five seconds: does something wait for me, is a run going and well, which plan is next and who has not approved. */
export function HomeDesk({ actor, ...initial }: Props) {
  const { data: runs = initial.runs, dataUpdatedAt } = useRuns(initial.runs);
  const seenAt = useSeenAt(dataUpdatedAt);
  const plans = usePlans(initial.plans).data ?? [];
  const going = runs.filter(isOpen);
  return (
    <Page title="Now">
      <KernelBanner />
      <div className="flex flex-col gap-8">
        <Panel title="Waits for you">
          <WaitsForYou waiting={waitingFor(plans, actor)} />
        </Panel>
        {going.length > 0 && (
          <Panel title="Running">
            <RunningNow runs={going} seenAt={seenAt} />
          </Panel>
        )}
        <NextPanel next={nextOf(plans)} roles={actor.roles} />
        <NewestRuns runs={runs} seenAt={seenAt} />
      </div>
    </Page>
  );
}

const lowest = ({ target }: PlanHead): number => {
  if (target === null) return Number.POSITIVE_INFINITY;
  return 'height' in target ? target.height : target.from;
};

/** The open plan with the lowest height; without heights, one in review before a draft, the newest first. */
function nextOf(plans: readonly PlanHead[]): PlanHead | null {
  const open = plans.filter(({ state }) => state === 'in-review' || state === 'draft');
  const rank = (plan: PlanHead) => (plan.state === 'in-review' ? 0 : 1);
  const byHeight = (a: PlanHead, b: PlanHead) => {
    const [x, y] = [lowest(a), lowest(b)];
    return x === y ? rank(a) - rank(b) : x - y;
  };
  return open.toSorted(byHeight)[0] ?? null;
}

function NextPanel({ next, roles }: { next: PlanHead | null; roles: readonly Role[] }) {
  const rehearse = mayDo(roles, 'rehearse');
  const make = mayDo(roles, 'make-plan');
  return (
    <Panel title="Next plan">
      {next ? (
        <NextPlan
          view={next}
          action={<RehearseButton view={next} size="large" why={rehearse.ok ? null : rehearse.reason} />}
        />
      ) : (
        <EmptyState
          title="No plan is open."
          action={
            make.ok ? (
              <Link href={paths.newPlan('nothing')} className={buttonClass({ look: 'primary' })}>
                New plan
              </Link>
            ) : null
          }
        >
          Every plan is withdrawn or superseded.
        </EmptyState>
      )}
    </Panel>
  );
}

function NewestRuns({ runs, seenAt }: { runs: readonly RunRow[]; seenAt: number }) {
  const all = (
    <Link href={paths.runs()} className="text-13 text-ink-2 underline underline-offset-4 hover:text-ink">
      All runs
    </Link>
  );
  return (
    <Panel title="Newest runs" actions={runs.length > NEWEST ? all : null}>
      {runs.length > 0 ? (
        <RunTable runs={runs.slice(0, NEWEST)} seenAt={seenAt} caption="Newest runs" />
      ) : (
        <EmptyState title="No runs yet">
          Rehearse the plan above and watch a real kernel upgrade its vats, or bring a slog of your own under{' '}
          <Link href={paths.runs()} className="underline underline-offset-4">
            Runs
          </Link>
          .
        </EmptyState>
      )}
    </Panel>
  );
}

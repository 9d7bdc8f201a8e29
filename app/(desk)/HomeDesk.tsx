'use client';

import Link from 'next/link';
import { NextPlan } from '@/components/plan/NextPlan';
import { KernelBanner } from '@/components/run-list/KernelBanner';
import { RehearseButton } from '@/components/run-list/RehearseButton';
import { RunningNow } from '@/components/run-list/RunningNow';
import { RunTable } from '@/components/run-list/RunTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { usePlans } from '@/lib/client/use-plans';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import { isOpen } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

const NEWEST = 8;

type Props = { runs: RunRow[]; plans: PlanView[] };

/** Answers in five seconds: is a run going and well, which plan is next, what waits for an approval. */
export function HomeDesk(initial: Props) {
  const { data: runs = initial.runs, dataUpdatedAt } = useRuns(initial.runs);
  const seenAt = useSeenAt(dataUpdatedAt);
  const plans = usePlans(initial.plans).data ?? [];
  const going = runs.filter(isOpen);
  const next = plans.find(({ state }) => state === 'in-review' || state === 'draft') ?? null;
  return (
    <Page title="Now">
      <KernelBanner />
      <div className="flex flex-col gap-8">
        {going.length > 0 && (
          <Panel title="Running">
            <RunningNow runs={going} seenAt={seenAt} />
          </Panel>
        )}
        <NextPanel next={next} />
        <NewestRuns runs={runs} seenAt={seenAt} />
      </div>
    </Page>
  );
}

function NextPanel({ next }: { next: PlanView | null }) {
  return (
    <Panel title="Next plan">
      {next ? (
        <NextPlan view={next} action={<RehearseButton view={next} size="large" />} />
      ) : (
        <EmptyState title="No plan is open.">Every plan is withdrawn or superseded.</EmptyState>
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

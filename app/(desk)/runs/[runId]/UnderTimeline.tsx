'use client';

import { useMemo } from 'react';
import { ChainCharts } from '@/app/(desk)/runs/[runId]/ChainCharts';
import { UpgradePanels } from '@/app/(desk)/runs/[runId]/UpgradePanels';
import type { RunPageModel } from '@/app/(desk)/runs/[runId]/use-run-model';
import type { SelectionVerbs } from '@/app/(desk)/runs/[runId]/use-selection';
import { Panel } from '@/components/ui/Panel';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { usePaced } from '@/lib/client/use-paced';
import type { Plan } from '@/lib/plan/plan';
import type { Foresight } from '@/lib/reconcile/foresight';
import type { RunView } from '@/lib/url/view-state';

type Props = {
  readonly runId: string;
  readonly plan: Plan | null;
  readonly foresight: Foresight | null;
  readonly page: RunPageModel;
  readonly view: RunView;
  readonly utcOffset: number;
  readonly verbs: SelectionVerbs;
};

/** Charts and tables are drawn anew at most so often (ms): whoever presses a key must not wait for them. */
const EVERY = 1_000;

/** What stands under the timeline; it follows the log at leisure, and the first time when the timeline is painted. */
export function UnderTimeline({ runId, plan, foresight, page, view, utcOffset, verbs }: Props) {
  const { analysis, model, isWhole, head } = page;
  const { extent, cells } = model;
  const now = useMemo(
    () => (isWhole && extent ? { analysis, extent, cells } : null),
    [analysis, extent, cells, isWhole],
  );
  const settled = usePaced(now, EVERY);
  if (!extent) return null;
  if (!settled) {
    return (
      <Panel title="Blocks">
        <SkeletonRows rows={5} label="Reading the run" />
      </Panel>
    );
  }
  return (
    <>
      <ChainCharts
        analysis={settled.analysis}
        work={settled.cells}
        range={view.range ?? settled.extent}
        utcOffset={utcOffset}
      />
      <UpgradePanels
        {...{ runId, plan, foresight }}
        analysis={settled.analysis}
        live={head.open}
        selected={view.selection}
        onSelect={verbs.show}
        onOpenLine={verbs.openLine}
      />
    </>
  );
}

'use client';

import { useMemo } from 'react';
import type { SelectionVerbs } from '@/app/(desk)/runs/[runId]/use-selection';
import type { ChangeView } from '@/app/(desk)/runs/[runId]/use-view-in-link';
import { AsideSplitter } from '@/components/run/AsideSplitter';
import { DetailPane } from '@/components/run/DetailPane';
import { RangePanel } from '@/components/run/RangePanel';
import { RawLinePanel } from '@/components/run/RawLinePanel';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { Interval } from '@/lib/base/interval';
import { useFilledAnalysis } from '@/lib/client/run-stream/use-cells';
import { usePaced } from '@/lib/client/use-paced';
import type { BoardRow } from '@/lib/timeline/board';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import type { Analysis, Run } from '@/lib/upgrade/analysis';
import type { RunView } from '@/lib/url/view-state';

type Props = {
  readonly runId: string;
  readonly view: RunView;
  readonly change: ChangeView;
  readonly verbs: SelectionVerbs;
  readonly analysis: Analysis;
  readonly board: readonly BoardRow[];
  readonly live: boolean;
  /** All of the analysis is here, not its outline alone. */
  readonly isWhole: boolean;
  /** What the vats did, as the timeline draws it. */
  readonly work: CellsByVat;
  readonly onZoom: () => void;
};

/** What is selected is told anew at most so often (ms). */
const EVERY = 200;

export const hasAside = ({ selection, line, brush }: RunView): boolean =>
  selection !== null || line !== null || brush !== null;

/** Of the selected run is asked what each vat did in it. */
const stretchOf = (run: Run | undefined): Interval | null =>
  run && run.startTime !== null ? { start: run.startTime, end: run.endTime ?? run.startTime } : null;

/** Beside the timeline: what is selected, and under it the raw line that is open, so that what was pressed stays put. */
export function RunAside({
  runId,
  view,
  change,
  verbs,
  analysis: bare,
  board,
  live,
  isWhole,
  ...props
}: Props) {
  const run = view.selection?.kind === 'run' ? bare.runs[Number(view.selection.id)] : undefined;
  const analysis = useFilledAnalysis(
    runId,
    bare,
    useMemo(() => stretchOf(run), [run]),
  );
  const { work, onZoom } = props;
  const paced = usePaced(analysis, EVERY) ?? analysis;
  if (!hasAside(view)) return null;
  return (
    <aside
      aria-label="Selection"
      className="relative flex min-w-0 flex-col gap-5 xl:sticky xl:top-2 xl:row-span-2 xl:max-h-[calc(100dvh-10.5rem)] xl:self-start"
    >
      <AsideSplitter />
      {!isWhole && <SkeletonRows rows={4} label="Reading the run" />}
      {isWhole && view.brush && (
        <div className="min-h-24 xl:overflow-y-auto">
          <RangePanel
            range={view.brush}
            {...{ analysis: paced, work }}
            onSelect={verbs.show}
            onZoom={onZoom}
            onClear={() => change({ brush: null })}
          />
        </div>
      )}
      {isWhole && view.selection && (
        <div className="min-h-24 xl:overflow-y-auto">
          <DetailPane
            target={view.selection}
            {...{ analysis: paced, board, live }}
            onOpenLine={verbs.openLine}
            onSelect={verbs.show}
            onClose={() => change({ selection: null })}
          />
        </div>
      )}
      {view.line !== null && (
        <RawLinePanel
          runId={runId}
          line={view.line}
          onOpenLine={verbs.openLine}
          onClose={() => change({ line: null })}
        />
      )}
    </aside>
  );
}

'use client';

import type { SelectionVerbs } from '@/app/(desk)/runs/[runId]/use-selection';
import { DetailPane } from '@/components/run/DetailPane';
import { RawLinePanel } from '@/components/run/RawLinePanel';
import type { BoardRow } from '@/lib/timeline/board';
import type { Analysis } from '@/lib/upgrade/analysis';
import type { RunView } from '@/lib/url/view-state';

type Props = {
  readonly runId: string;
  readonly view: RunView;
  readonly change: (part: Partial<RunView>) => void;
  readonly verbs: SelectionVerbs;
  readonly analysis: Analysis;
  readonly board: readonly BoardRow[];
  readonly live: boolean;
};

export const hasAside = ({ selection, line }: RunView): boolean => selection !== null || line !== null;

/** Beside the timeline: what is selected, and under it the raw line that is open, so that what was pressed stays put. */
export function RunAside({ runId, view, change, verbs, analysis, board, live }: Props) {
  if (!hasAside(view)) return null;
  return (
    <aside
      aria-label="Selection"
      className="flex min-w-0 flex-col gap-5 xl:sticky xl:top-2 xl:row-span-2 xl:max-h-[calc(100dvh-10.5rem)] xl:self-start"
    >
      {view.selection && (
        <div className="min-h-24 xl:overflow-y-auto">
          <DetailPane
            target={view.selection}
            {...{ analysis, board, live }}
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

'use client';

import { type Ref, type RefObject, useImperativeHandle, useMemo, useRef, useState } from 'react';
import { Legend } from '@/app/(desk)/runs/[runId]/Legend';
import { TimelineBar } from '@/app/(desk)/runs/[runId]/TimelineBar';
import type { ChangeView } from '@/app/(desk)/runs/[runId]/use-view-in-link';
import { Timeline, type TimelineHandle } from '@/components/timeline/Timeline';
import type { ViewChange } from '@/components/timeline/timeline-view';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { filterLanes } from '@/lib/timeline/lane-filter';
import type { GroupId, TimelineModel } from '@/lib/timeline/lanes';
import type { Target } from '@/lib/timeline/marks';
import type { Follow } from '@/lib/timeline/viewport';
import type { Analysis } from '@/lib/upgrade/analysis';
import type { RunView } from '@/lib/url/view-state';

type Props = {
  readonly ref: Ref<TimelineHandle>;
  readonly analysis: Analysis;
  readonly model: TimelineModel;
  readonly view: RunView;
  readonly pending: boolean;
  readonly utcOffset: number;
  readonly filterRef: RefObject<HTMLInputElement | null>;
  readonly change: ChangeView;
  readonly onSelect: (target: Target | null) => void;
};

const GROUPS: readonly GroupId[] = ['chain', 'steps', 'vats', 'others', 'cranks'];

const marksOf = ({ blocks, upgrades, findings }: Analysis): number =>
  blocks.length + upgrades.length + findings.length;

/** The timeline with its bar and legend, and what stands in its place before the first entry. */
export function RunTimeline({ ref, analysis, model, view, change, onSelect, ...props }: Props) {
  const { pending, utcOffset, filterRef } = props;
  const [follow, setFollow] = useState<Follow>(view.range ? 'off' : 'whole');
  const [seen, setSeen] = useState(0);
  const inner = useRef<TimelineHandle>(null);
  const folded = useMemo(() => new Set(GROUPS.filter((group) => view.folded.includes(group))), [view.folded]);
  useImperativeHandle(ref, () => forward(inner));
  const fold = (group: GroupId): void =>
    change({
      folded: folded.has(group) ? view.folded.filter((other) => other !== group) : [...view.folded, group],
    });
  const onView = (next: ViewChange): void => {
    if (next.follow === 'off' && follow !== 'off') setSeen(marksOf(analysis));
    setFollow(next.follow);
    change(
      { range: next.follow === 'off' ? next.range : null },
      next.move === 'jump' ? 'pushed' : 'replaced',
    );
  };
  const bar = (
    <TimelineBar
      follow={follow}
      live={model.live}
      fresh={Math.max(0, marksOf(analysis) - seen)}
      hasIdle={model.hasIdle}
      foldIdle={view.foldIdle}
      filter={view.filter}
      filterRef={filterRef}
      onFilter={(filter) => change({ filter })}
      onFollow={() => inner.current?.toggleFollow()}
      onWhole={() => inner.current?.whole()}
      onToggleIdle={() => change({ foldIdle: !view.foldIdle })}
    />
  );
  return (
    <Panel title="Timeline" {...(model.extent ? { actions: bar } : {})}>
      {model.extent ? (
        <>
          <Timeline
            ref={inner}
            analysis={analysis}
            model={model}
            selected={view.selection}
            range={view.range}
            brush={view.brush}
            filter={view.filter}
            folded={folded}
            foldIdle={view.foldIdle}
            utcOffset={utcOffset}
            onSelect={onSelect}
            onFold={fold}
            onView={onView}
            onBrush={(brush) => change({ brush })}
          />
          {matchesNothing(model, view.filter) && (
            <output className="block py-2 text-13 text-ink-2">
              No row has these words. A row is found by its name, its vat&rsquo;s id and its state.
            </output>
          )}
          <Legend />
        </>
      ) : (
        <BeforeTheFirst pending={pending} live={model.live} />
      )}
    </Panel>
  );
}

/** Blocks and phases stay whatever the filter says; were there rows beside them, and are they all gone? */
const matchesNothing = ({ lanes }: TimelineModel, filter: string): boolean =>
  filter !== '' && filterLanes(lanes, filter).every(({ group }) => group === 'chain');

function BeforeTheFirst({ pending, live }: { pending: boolean; live: boolean }) {
  if (pending) return <SkeletonRows rows={6} label="Reading the run" />;
  return live ? (
    <EmptyState title="No entry yet">
      The timeline begins with the first line of the slog that carries a time. Nothing needs to be reloaded.
    </EmptyState>
  ) : (
    <EmptyState title="This log has no entry with a time">
      What was received ended before its first entry; the header says how much that was.
    </EmptyState>
  );
}

/** The handle outlives the timeline behind it, which appears with the first entry. */
const forward = (inner: { readonly current: TimelineHandle | null }): TimelineHandle => ({
  zoom: (factor) => inner.current?.zoom(factor),
  panPart: (part) => inner.current?.panPart(part),
  whole: () => inner.current?.whole(),
  toggleFollow: () => inner.current?.toggleFollow(),
  fit: (target) => inner.current?.fit(target),
  fitRange: (range) => inner.current?.fitRange(range),
  goTo: (range) => inner.current?.goTo(range),
  travel: (way) => inner.current?.travel(way),
  inView: () => inner.current?.inView() ?? null,
  reveal: (target) => inner.current?.reveal(target),
  step: (by) => inner.current?.step(by),
});

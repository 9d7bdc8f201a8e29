'use client';

import { type RefObject, useMemo, useRef, useState } from 'react';
import { useRunModel } from '@/app/(desk)/runs/[runId]/use-run-model';
import { Timeline, type TimelineHandle } from '@/components/timeline/Timeline';
import { Panel } from '@/components/ui/Panel';
import { Toggle } from '@/components/ui/Toggle';
import type { Interval } from '@/lib/base/interval';
import type { RunRow } from '@/lib/live/run-row';
import { upgradeBlock } from '@/lib/report/phases';
import type { PlannedStep } from '@/lib/timeline/board';
import type { GroupId } from '@/lib/timeline/lanes';
import type { Target } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

const NO_STEPS: readonly PlannedStep[] = [];
const FIRST_FOLDED: readonly GroupId[] = ['others', 'cranks'];

/** Where two runs are laid over each other: the start of the upgrade's block, else of the log (log seconds). */
function originOf(analysis: Analysis): number {
  const block = analysis.blocks[upgradeBlock(analysis)];
  return block?.startTime ?? analysis.source.firstTime ?? 0;
}

const moved = (range: Interval | null, by: number): Interval | null =>
  range && { start: range.start + by, end: range.end + by };

type Range = Interval | null;

/** One run's timeline over the other, both at the same distance from the upgrade's block. */
export function StackedTimelines({ a, b }: { a: RunRow; b: RunRow }) {
  const [locked, setLocked] = useState(true);
  const [ranges, setRanges] = useState<{ a: Range; b: Range }>({ a: null, b: null });
  const models = { a: useRunModel(a, NO_STEPS, ranges.a), b: useRunModel(b, NO_STEPS, ranges.b) };
  const handles = { a: useRef<TimelineHandle>(null), b: useRef<TimelineHandle>(null) };
  const apart = originOf(models.b.analysis) - originOf(models.a.analysis);
  const follow = (side: 'a' | 'b', range: Range): void => {
    const other = side === 'a' ? 'b' : 'a';
    const there = locked ? moved(range, side === 'a' ? apart : -apart) : ranges[other];
    setRanges(side === 'a' ? { a: range, b: there } : { a: there, b: range });
    if (locked) handles[other].current?.goTo(there);
  };
  return (
    <Panel
      title="Both timelines"
      note="laid over each other at the upgrade's block"
      actions={<Toggle label="Zoom and pan together" checked={locked} onChange={setLocked} />}
    >
      <div className="flex flex-col gap-3 pt-2">
        {(['a', 'b'] as const).map((side) => (
          <OneTimeline
            key={side}
            title={`${side.toUpperCase()}: ${(side === 'a' ? a : b).title}`}
            shown={models[side]}
            range={ranges[side]}
            handle={handles[side]}
            onRange={(range) => follow(side, range)}
          />
        ))}
      </div>
    </Panel>
  );
}

type OneProps = {
  title: string;
  shown: ReturnType<typeof useRunModel>;
  range: Range;
  handle: RefObject<TimelineHandle | null>;
  onRange: (range: Range) => void;
};

function OneTimeline({ title, shown, range, handle, onRange }: OneProps) {
  const [selected, setSelected] = useState<Target | null>(null);
  const [folded, setFolded] = useState<readonly GroupId[]>(FIRST_FOLDED);
  const groups = useMemo(() => new Set(folded), [folded]);
  const fold = (group: GroupId): void =>
    setFolded(folded.includes(group) ? folded.filter((known) => known !== group) : [...folded, group]);
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="truncate pb-1 text-12 text-ink-2">{title}</h3>
      {shown.model.extent && (
        <Timeline
          ref={handle}
          analysis={shown.analysis}
          model={shown.model}
          selected={selected}
          range={range}
          brush={null}
          filter=""
          folded={groups}
          foldIdle={false}
          utcOffset={0}
          onSelect={setSelected}
          onFold={fold}
          onView={(change) => onRange(change.follow === 'off' ? change.range : null)}
          onBrush={onRange}
        />
      )}
    </section>
  );
}

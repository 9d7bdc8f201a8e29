'use client';

import { type KeyboardEvent, type Ref, useImperativeHandle, useMemo } from 'react';
import { TimelineTip } from '@/components/timeline/TimelineTip';
import type { ViewChange } from '@/components/timeline/timeline-view';
import { useTimelineView } from '@/components/timeline/use-timeline-view';
import type { Interval } from '@/lib/base/interval';
import { describeHit } from '@/lib/timeline/describe';
import { type Hit, laneTarget, targetOf } from '@/lib/timeline/hit-test';
import { filterLanes } from '@/lib/timeline/lane-filter';
import type { GroupId, TimelineModel } from '@/lib/timeline/lanes';
import { contentHeight, HEAD_HEIGHT, layOutRows, type Row } from '@/lib/timeline/layout';
import type { Target } from '@/lib/timeline/marks';
import { targetInterval } from '@/lib/timeline/target-interval';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What the page's keys and buttons do to the timeline. */
export type TimelineHandle = {
  readonly zoom: (factor: number) => void;
  readonly panPart: (part: number) => void;
  readonly whole: () => void;
  readonly toggleFollow: () => void;
  /** Shows a stretch of the log as large as fits. */
  readonly fitRange: (range: Interval) => void;
  /** Goes where the address says; no step of its own in the ranges that were visited. */
  readonly goTo: (range: Interval | null) => void;
  /** The range before this one, or the one after it. */
  readonly travel: (way: 'back' | 'forward') => void;
  /** What is in view, log seconds; null before there is anything. */
  readonly inView: () => Interval | null;
  /** Shows a target as large as fits; the whole run where it has no stretch of its own. */
  readonly fit: (target: Target | null) => void;
  readonly reveal: (target: Target) => void;
  /** Selects the next (1) or previous (-1) row. */
  readonly step: (by: 1 | -1) => void;
};

type Props = {
  readonly ref?: Ref<TimelineHandle>;
  readonly analysis: Analysis;
  readonly model: TimelineModel;
  readonly selected: Target | null;
  /** Where a link puts the view; read once. */
  readonly range: Interval | null;
  /** The range that was chosen by a drag over the lanes. */
  readonly brush: Interval | null;
  /** Only lanes in which all of its words occur. */
  readonly filter: string;
  readonly folded: ReadonlySet<GroupId>;
  readonly foldIdle: boolean;
  readonly utcOffset: number;
  readonly onSelect: (target: Target | null) => void;
  readonly onFold: (group: GroupId) => void;
  readonly onView: (change: ViewChange) => void;
  readonly onBrush: (range: Interval) => void;
};

const ARROWS: Record<string, (handle: TimelineHandle, far: number) => void> = {
  ArrowLeft: (handle, far) => handle.panPart(-far),
  ArrowRight: (handle, far) => handle.panPart(far),
  ArrowDown: (handle) => handle.step(1),
  ArrowUp: (handle) => handle.step(-1),
};

const key = (target: Target | null): string => (target ? `${target.kind}:${target.id}` : '');

/** The row that holds a target: its own lane first, else a lane with its bar. */
function rowOf(rows: readonly Row[], target: Target | null): number {
  const lanes = rows.map((row) => (row.kind === 'lane' ? row.lane : null));
  const own = lanes.findIndex(
    (lane) => lane !== null && target !== null && key(laneTarget(lane)) === key(target),
  );
  if (own >= 0) return own;
  return lanes.findIndex((lane) => lane?.bars.some((bar) => key(bar.target) === key(target)) ?? false);
}

function nextTarget(rows: readonly Row[], from: Target | null, by: 1 | -1): Target | null {
  const at = rowOf(rows, from);
  const start = at < 0 && by < 0 ? rows.length : at;
  for (let i = start + by; i >= 0 && i < rows.length; i += by) {
    const row = rows[i];
    const target = row?.kind === 'lane' ? laneTarget(row.lane) : null;
    if (target && key(target) !== key(from)) return target;
  }
  return null;
}

/** The timeline of a run: drawn on canvas, moved by pointer and keys. Its table twin says the same in rows. */
export function Timeline({ ref, analysis, model, selected, folded, onSelect, onFold, ...props }: Props) {
  const { range, brush, filter, foldIdle, utcOffset, onView, onBrush } = props;
  const rows = useMemo(
    () => layOutRows(filterLanes(model.lanes, filter), folded),
    [model.lanes, filter, folded],
  );
  const { blocks } = analysis;
  const input = useMemo(
    () => ({
      model,
      rows,
      selected,
      brush,
      foldIdle,
      utcOffset,
      heightOf: (index: number) => blocks[index]?.blockHeight ?? null,
    }),
    [model, rows, selected, brush, foldIdle, utcOffset, blocks],
  );
  const take = (hit: Hit): void => {
    if (hit.kind === 'group') onFold(hit.row.group);
    else onSelect(targetOf(hit));
  };
  const { canvas, scroller, view, pointed } = useTimelineView({
    input,
    range,
    onChange: onView,
    onHit: take,
    onDoubleHit: (hit) => handle.fit(targetOf(hit)),
    onBrush,
  });
  const handle: TimelineHandle = {
    zoom: (factor) => view.current?.zoom(factor),
    panPart: (part) => view.current?.panPart(part),
    whole: () => view.current?.moving.jump(null),
    toggleFollow: () => view.current?.moving.toggleFollow(),
    fitRange: (stretch) => view.current?.moving.fit(stretch),
    goTo: (place) => view.current?.moving.goTo(place),
    travel: (way) => view.current?.moving.travel(way),
    inView: () => view.current?.moving.logRange ?? null,
    fit: (target) => {
      const interval = target ? targetInterval(analysis, target) : null;
      if (interval) view.current?.moving.fit(interval);
      else view.current?.moving.jump(null);
    },
    reveal: (target) => {
      const interval = targetInterval(analysis, target);
      if (interval) view.current?.moving.reveal(interval);
      scrollToRow(scroller.current, rows[rowOf(rows, target)]);
    },
    step: (by) => {
      const target = nextTarget(rows, selected, by);
      if (!target) return;
      onSelect(target);
      scrollToRow(scroller.current, rows[rowOf(rows, target)]);
    },
  };
  useImperativeHandle(ref, () => handle);
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = ARROWS[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act(handle, event.shiftKey ? 0.5 : 0.1);
  };
  return (
    <div className="relative border-y border-line" style={{ height: heightFor(rows) }}>
      <canvas ref={canvas} aria-hidden className="pointer-events-none absolute inset-0 h-full w-full" />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a composite widget of its own */}
      <div
        ref={scroller}
        role="application"
        aria-label="Timeline. Arrow keys move it and go through its rows; the table of upgrades says the same."
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it takes the arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        className="absolute inset-0 touch-pan-y select-none overflow-y-auto overscroll-y-auto outline-offset-[-2px]"
      >
        <div style={{ height: HEAD_HEIGHT + contentHeight(rows) }} />
      </div>
      {pointed && <TimelineTip at={pointed} says={describeHit(pointed.hit, analysis)} />}
    </div>
  );
}

/** As tall as its rows, and at most most of the screen: then the rows scroll under the ruler. */
const heightFor = (rows: readonly Row[]): string =>
  `min(${Math.max(160, HEAD_HEIGHT + contentHeight(rows) + 1)}px, max(320px, 66dvh))`;

function scrollToRow(area: HTMLElement | null, row: Row | undefined): void {
  if (!area || !row) return;
  const inner = area.clientHeight - HEAD_HEIGHT;
  if (row.y < area.scrollTop) area.scrollTop = row.y;
  else if (row.y + row.height > area.scrollTop + inner) area.scrollTop = row.y + row.height - inner;
}

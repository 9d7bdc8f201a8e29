import { type IdleFold, logToView } from '@/lib/timeline/compress-idle';
import type { TimelineModel } from '@/lib/timeline/lanes';
import type { Cell, Look, Point } from '@/lib/timeline/marks';
import { type Bin, mergeBins, reduceCells } from '@/lib/timeline/reduce-cells';
import { type Plot, toPx } from '@/lib/timeline/scale';

/** What the minimap draws of the whole run, px of its plot. */
export type MapMarks = {
  readonly bins: readonly Bin[];
  readonly upgrades: readonly { readonly x: number; readonly look: Look }[];
  readonly findings: readonly { readonly x: number; readonly sign: Point['sign'] }[];
};

/** Bars of the density are at least this wide. */
const BIN = 3;

/** Where the run was busy: its runs, or its blocks where it has no runs. */
function densityCells({ lanes }: TimelineModel): readonly Cell[] {
  const of = (kind: string) => lanes.find((lane) => lane.kind === kind)?.cells ?? [];
  const runs = of('runs');
  return runs.length > 0 ? runs : of('blocks');
}

/** One tick of a kind per pixel is as many as can be seen. */
function thin<T extends { x: number }>(ticks: readonly T[], kindOf: (tick: T) => string): T[] {
  const byPlace = new Map<string, T>();
  for (const tick of ticks) byPlace.set(`${Math.round(tick.x)} ${kindOf(tick)}`, tick);
  return [...byPlace.values()];
}

/** The whole run on a minimap: how busy it was, where vats were upgraded and what was found. */
export function mapMarks(model: TimelineModel, fold: IdleFold, map: Plot): MapMarks {
  const px = (log: number): number => toPx(map, logToView(fold, log));
  const upgrades = model.lanes.flatMap((lane) =>
    lane.kind !== 'vat'
      ? []
      : lane.bars.flatMap(({ part, start, look }) => (part === 'upgrade' ? [{ x: px(start), look }] : [])),
  );
  const findings = model.findings.flatMap(({ at, sign }) => (sign === 'info' ? [] : [{ x: px(at), sign }]));
  return {
    bins: mergeBins(reduceCells(densityCells(model), map, fold, fold.log), BIN),
    upgrades: thin(upgrades, ({ look }) => look),
    findings: thin(findings, ({ sign }) => sign),
  };
}

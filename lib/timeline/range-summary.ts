import type { Interval } from '@/lib/base/interval';
import type { Target } from '@/lib/timeline/marks';
import type { Analysis, Delivery, Run, RunCell, Upgrade } from '@/lib/upgrade/analysis';

/** Deliveries as far as the document knows them: one of an upgrade, or those of one vat in one run together. */
export type Slow = {
  readonly target: Target;
  readonly vatID: string;
  readonly name: string | null;
  /** The dispatch of one delivery; null where `deliveries` of a run are told together. */
  readonly dispatch: string | null;
  readonly deliveries: number;
  readonly seconds: number;
  readonly computrons: number | null;
};

/** What happened between two moments of the log. Runs that lie half inside count whole. */
export type RangeSummary = {
  readonly seconds: number;
  readonly blocks: number;
  readonly firstHeight: number | null;
  readonly lastHeight: number | null;
  readonly runs: number;
  readonly deliveries: number;
  readonly busySeconds: number;
  readonly computrons: number;
  readonly upgrades: number;
  readonly terminations: number;
  readonly vats: number;
  readonly slowest: readonly Slow[];
  /** Indices into the findings, in log order. */
  readonly findings: readonly number[];
};

const SLOWEST = 8;

/** Does a stretch lie in the range, at least in part? What has no start has no place. */
const touches = ({ start, end }: Interval, from: number | null, to: number | null): boolean =>
  from !== null && from <= end && Math.max(from, to ?? from) >= start;

const cellsIn = (range: Interval, runs: readonly Run[]): { run: Run; cell: RunCell }[] =>
  runs.flatMap((run) =>
    run.cells.flatMap((cell) => (touches(range, cell.firstTime, cell.lastTime) ? [{ run, cell }] : [])),
  );

function slowDelivery(upgrade: Upgrade, index: number, delivery: Delivery): Slow[] {
  if (delivery.seconds === null) return [];
  return [
    {
      target: { kind: 'upgrade', id: String(index) },
      vatID: upgrade.vatID,
      name: upgrade.name,
      dispatch: delivery.dispatch,
      deliveries: 1,
      seconds: delivery.seconds,
      computrons: delivery.computrons,
    },
  ];
}

function slowest(analysis: Analysis, range: Interval, cells: ReturnType<typeof cellsIn>): Slow[] {
  const names = new Map(analysis.vats.map(({ vatID, name }) => [vatID, name]));
  const own = analysis.upgrades.flatMap((upgrade, index) =>
    upgrade.deliveries.flatMap((delivery) => {
      const start = delivery.startTime ?? upgrade.startTime;
      const end = start === null ? null : start + (delivery.seconds ?? 0);
      return touches(range, start, end) ? slowDelivery(upgrade, index, delivery) : [];
    }),
  );
  // A vat's deliveries of an upgrade are told one by one above; the rest of its run would tell them twice.
  const told = new Set(analysis.upgrades.map(({ runIndex, vatID }) => `${runIndex} ${vatID}`));
  const others = cells.flatMap(({ run, cell }): Slow[] =>
    told.has(`${run.index} ${cell.vatID}`)
      ? []
      : [
          {
            target: { kind: 'run', id: String(run.index) },
            vatID: cell.vatID,
            name: names.get(cell.vatID) ?? null,
            dispatch: null,
            deliveries: cell.deliveries,
            seconds: cell.seconds,
            computrons: cell.computrons,
          },
        ],
  );
  return [...own, ...others].sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Counts, computrons, the slowest deliveries and the findings of a stretch of log time. */
export function summariseRange(analysis: Analysis, range: Interval): RangeSummary {
  const cells = cellsIn(range, analysis.runs);
  const blocks = analysis.blocks.filter(({ startTime, endTime }) => touches(range, startTime, endTime));
  const inRange = (time: number | null): boolean => touches(range, time, time);
  return {
    seconds: Math.max(0, range.end - range.start),
    blocks: blocks.length,
    firstHeight: blocks[0]?.blockHeight ?? null,
    lastHeight: blocks.at(-1)?.blockHeight ?? null,
    runs: analysis.runs.filter(({ startTime, endTime }) => touches(range, startTime, endTime)).length,
    deliveries: sum(cells.map(({ cell }) => cell.deliveries)),
    busySeconds: sum(cells.map(({ cell }) => cell.seconds)),
    computrons: sum(cells.map(({ cell }) => cell.computrons)),
    upgrades: analysis.upgrades.filter(({ startTime, endTime }) => touches(range, startTime, endTime)).length,
    terminations: analysis.terminations.filter(({ time }) => inRange(time)).length,
    vats: new Set(cells.map(({ cell }) => cell.vatID)).size,
    slowest: slowest(analysis, range, cells),
    findings: analysis.findings.flatMap(({ time }, index) => (inRange(time) ? [index] : [])),
  };
}

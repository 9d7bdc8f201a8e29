import type { Interval } from '@/lib/base/interval';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import type { Cell, Target } from '@/lib/timeline/marks';
import type { Analysis, Delivery, Upgrade } from '@/lib/upgrade/analysis';

/** Deliveries as far as the page knows them: one of an upgrade, or those of one vat in one or more runs together. */
export type Slow = {
  readonly target: Target;
  readonly vatID: string;
  readonly name: string | null;
  /** The dispatch of one delivery; null where `deliveries` of a run are told together. */
  readonly dispatch: string | null;
  readonly deliveries: number;
  readonly runs: number;
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

type VatCell = { readonly vatID: string; readonly cell: Cell };

const cellsIn = (range: Interval, cells: CellsByVat): VatCell[] =>
  [...cells].flatMap(([vatID, list]) =>
    list.flatMap((cell) => (touches(range, cell.start, cell.end) ? [{ vatID, cell }] : [])),
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
      runs: 1,
      seconds: delivery.seconds,
      computrons: delivery.computrons,
    },
  ];
}

function slowest(analysis: Analysis, range: Interval, cells: readonly VatCell[]): Slow[] {
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
  const others = cells.flatMap(({ vatID, cell }): Slow[] =>
    told.has(`${cell.index} ${vatID}`) && (cell.count ?? 1) === 1
      ? []
      : [
          {
            target: { kind: 'run', id: String(cell.index) },
            vatID,
            name: names.get(vatID) ?? null,
            dispatch: null,
            deliveries: cell.deliveries ?? 0,
            runs: cell.count ?? 1,
            seconds: cell.weight,
            computrons: cell.computrons ?? null,
          },
        ],
  );
  return [...own, ...others].sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, n) => total + n, 0);

/** Counts, computrons, the slowest deliveries and the findings of a stretch of log time; `work` is what the vats did in it. */
export function summariseRange(analysis: Analysis, work: CellsByVat, range: Interval): RangeSummary {
  const cells = cellsIn(range, work);
  const blocks = analysis.blocks.filter(({ startTime, endTime }) => touches(range, startTime, endTime));
  const inRange = (time: number | null): boolean => touches(range, time, time);
  return {
    seconds: Math.max(0, range.end - range.start),
    blocks: blocks.length,
    firstHeight: blocks[0]?.blockHeight ?? null,
    lastHeight: blocks.at(-1)?.blockHeight ?? null,
    runs: analysis.runs.filter(({ startTime, endTime }) => touches(range, startTime, endTime)).length,
    deliveries: sum(cells.map(({ cell }) => cell.deliveries ?? 0)),
    busySeconds: sum(cells.map(({ cell }) => cell.weight)),
    computrons: sum(cells.map(({ cell }) => cell.computrons ?? 0)),
    upgrades: analysis.upgrades.filter(({ startTime, endTime }) => touches(range, startTime, endTime)).length,
    terminations: analysis.terminations.filter(({ time }) => inRange(time)).length,
    vats: new Set(cells.map(({ vatID }) => vatID)).size,
    slowest: slowest(analysis, range, cells),
    findings: analysis.findings.flatMap(({ time }, index) => (inRange(time) ? [index] : [])),
  };
}

import type { Interval } from '@/lib/base/interval';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import type { Analysis } from '@/lib/upgrade/analysis';

/** One point of the charts under the timeline, at log second `time`; null is a gap, never zero. */
export type ChainPoint = {
  readonly time: number;
  readonly height: number;
  /** What the kernel worked in the block, s. */
  readonly blockSeconds: number | null;
  readonly computrons: number | null;
  /** Bytes of the node's process, where the log says. */
  readonly memory: number | null;
};

/** Computrons of every block, by height: what its runs' vats used; empty where nothing in the log was metered. */
function computronsByHeight({ runs }: Analysis, cells: CellsByVat): ReadonlyMap<number, number> {
  const sums = new Map<number, number>(runs.map(({ blockHeight }) => [blockHeight, 0]));
  let metered = false;
  for (const list of cells.values())
    for (const { index, computrons = 0 } of list) {
      const height = runs[index]?.blockHeight;
      if (height !== undefined) sums.set(height, (sums.get(height) ?? 0) + computrons);
      metered ||= computrons > 0;
    }
  return metered ? sums : new Map();
}

/** Every block of the log as a point, in time order; those without a time have no place. */
export function chainSeries(analysis: Analysis, cells: CellsByVat): ChainPoint[] {
  const used = computronsByHeight(analysis, cells);
  return analysis.blocks.flatMap((block): ChainPoint[] =>
    block.startTime === null
      ? []
      : [
          {
            time: block.startTime,
            height: block.blockHeight,
            blockSeconds: block.endBlockSeconds ?? block.seconds,
            computrons: used.get(block.blockHeight) ?? null,
            memory: block.rss,
          },
        ],
  );
}

const larger = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/**
 * The points in `range`, at most `most`: of those that fall into one bucket of time the largest values stay, for a slow
 * block must not vanish in an average. The neighbours just outside stay, too, so that lines run to the edges.
 */
export function seriesIn(points: readonly ChainPoint[], range: Interval, most: number): ChainPoint[] {
  const first = Math.max(0, points.findIndex(({ time }) => time >= range.start) - 1);
  const after = points.findIndex(({ time }) => time > range.end);
  const shown = points.slice(first, after < 0 ? points.length : after + 1);
  const size = Math.ceil(shown.length / Math.max(1, most));
  if (size <= 1) return shown;
  const buckets: ChainPoint[] = [];
  for (const [i, point] of shown.entries()) {
    const last = buckets.at(-1);
    if (!last || i % size === 0) buckets.push(point);
    else {
      buckets[buckets.length - 1] = {
        time: last.time,
        height: last.height,
        blockSeconds: larger(last.blockSeconds, point.blockSeconds),
        computrons: larger(last.computrons, point.computrons),
        memory: larger(last.memory, point.memory),
      };
    }
  }
  return buckets;
}

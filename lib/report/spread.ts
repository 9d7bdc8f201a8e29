/** Several measurements of one thing, in its unit: what is usual, the range, and how many there are. */
export type Spread = {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly count: number;
};

/** The value below which `part` (0 to 1) of the sorted values lie, between two of them where it falls between; NaN for none. */
export function quantile(sorted: readonly number[], part: number): number {
  const at = part * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** The spread of what is known; null where nothing is. */
export function spreadOf(values: readonly (number | null)[]): Spread | null {
  const sorted = values
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  if (least === undefined || most === undefined) return null;
  return { median: quantile(sorted, 0.5), least, most, count: sorted.length };
}

/** The same measurements on a machine that takes `factor` times as long. */
export const scaled = (spread: Spread | null, factor: number): Spread | null =>
  spread && {
    ...spread,
    median: spread.median * factor,
    least: spread.least * factor,
    most: spread.most * factor,
  };

/** A half-open stretch of log time, in seconds since 1970: from `start` up to, not including, `end`. */
export type Interval = { readonly start: number; readonly end: number };

/** The smallest stretch that covers both. */
export const union = (a: Interval, b: Interval): Interval => ({
  start: Math.min(a.start, b.start),
  end: Math.max(a.end, b.end),
});

/** `value` moved to the nearest point of [low, high]; `low` for NaN, so that geometry stays finite. */
export const clamp = (value: number, low: number, high: number): number =>
  value >= low ? Math.min(value, Math.max(low, high)) : low;

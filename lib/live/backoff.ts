export type BackoffLimits = { readonly first: number; readonly last: number };

const LIMITS: BackoffLimits = { first: 250, last: 10_000 };

/**
 * How long (ms) to wait after so many failures in a row: doubling from `first` to `last`, the later half of it by
 * `random` (0 to 1), so that those who lost the same server do not come back at the same instant.
 */
export function backoff(failures: number, random: number, { first, last }: BackoffLimits = LIMITS): number {
  const doubled = first * 2 ** Math.min(30, Math.max(0, failures - 1));
  const whole = Number.isFinite(doubled) ? Math.min(last, doubled) : last;
  const share = random >= 0 && random <= 1 ? random : 1;
  return Math.round(whole * (0.5 + share / 2));
}

/** How fast bytes went lately: `rate` is bytes a second, null until there is something to say. Times in ms of one clock. */
export type TransferRate = { readonly at: number; readonly bytes: number; readonly rate: number | null };

/** The weight of the past falls to a third in this time. */
const MEMORY = 3_000;

export const startRate = (at: number, bytes: number): TransferRate => ({ at, bytes, rate: null });

/** The rate after another reading; a reading in the same instant, or backwards, only moves the mark. */
export function sampleRate(before: TransferRate, at: number, bytes: number): TransferRate {
  const elapsed = at - before.at;
  if (!(elapsed > 0) || bytes < before.bytes) return { ...before, at: Math.max(at, before.at), bytes };
  const now = ((bytes - before.bytes) * 1000) / elapsed;
  const kept = Math.exp(-elapsed / MEMORY);
  const rate = before.rate === null ? now : before.rate * kept + now * (1 - kept);
  return { at, bytes, rate };
}

/** Seconds until `total`; null when the rate or the total is not known, or nothing moves. */
export function timeLeft({ bytes, rate }: TransferRate, total: number | null): number | null {
  if (total === null || rate === null || rate <= 0) return null;
  return Math.max(0, total - bytes) / rate;
}

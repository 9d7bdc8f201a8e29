import type { Interval } from '@/lib/base/interval';
import { mergeIntervals } from '@/lib/timeline/compress-idle';
import type { Analysis } from '@/lib/upgrade/analysis';

/** Where the log's own clock stands: its newest entry; 0 before the first one. */
export const logNow = (analysis: Analysis): number =>
  analysis.source.lastTime ?? analysis.source.firstTime ?? 0;

/** All of the log, in log seconds; null before the first entry with a time. */
export function logExtent(analysis: Analysis): Interval | null {
  const { firstTime, lastTime } = analysis.source;
  if (firstTime === null) return null;
  return { start: firstTime, end: Math.max(firstTime, lastTime ?? firstTime) };
}

/**
 * The stretches in which the log shows work; what lies between may be folded. Pauses of at most `apart` seconds count as
 * work: blocks come in time order, so ten thousand of them leave a handful of stretches. A log without blocks and runs
 * does not say when it was idle, so all of it counts as busy.
 */
export function busyIntervals(analysis: Analysis, apart: number): Interval[] {
  const extent = logExtent(analysis);
  if (!extent) return [];
  if (analysis.blocks.length === 0 && analysis.runs.length === 0) return [extent];
  const busy: { start: number; end: number }[] = [];
  const add = (start: number | null, end: number | null): void => {
    if (start === null) return;
    const last = busy.at(-1);
    const until = Math.max(start, end ?? start);
    if (!last || start < last.start || start > last.end + apart) busy.push({ start, end: until });
    else if (until > last.end) last.end = until;
  };
  for (const block of analysis.blocks) add(block.startTime, block.endTime);
  for (const run of analysis.runs) add(run.startTime, run.endTime);
  for (const upgrade of analysis.upgrades) add(upgrade.startTime, upgrade.endTime);
  for (const { start, replayedUntil } of processSpans(analysis)) add(start, replayedUntil);
  for (const { time } of analysis.terminations) add(time, time);
  add(extent.start, extent.start);
  add(extent.end, extent.end);
  return mergeIntervals(busy, apart);
}

/**
 * A start of the kernel's process: until its first block or run the kernel replays what its vats did before. `no` counts
 * from 1; the first is no restart.
 */
export type ProcessSpan = { readonly start: number; readonly replayedUntil: number; readonly no: number };

/** The first block or run that began behind a line; they lie in log order. */
export function firstBehind<T extends { readonly startLine: number }>(
  items: readonly T[],
  line: number,
): T | undefined {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.startLine ?? 0) <= line) low = middle + 1;
    else high = middle;
  }
  return items[low];
}

/** The process starts with the replay that follows each; the first only where it replayed something. */
export function processSpans(analysis: Analysis): ProcessSpan[] {
  const now = logNow(analysis);
  return analysis.processStarts.flatMap(({ line, time }, i) => {
    if (time === null || (i === 0 && analysis.source.replayedEntries === 0)) return [];
    const run = firstBehind(analysis.runs, line);
    const block = firstBehind(analysis.blocks, line);
    const until = Math.min(run?.startTime ?? now, block?.startTime ?? now);
    return [{ start: time, replayedUntil: Math.max(time, until), no: i + 1 }];
  });
}

/**
 * Where an open thing that began at `startLine` ends: what a dead process left open ends with the next process's start;
 * in the newest process it reaches the log's now.
 */
export function openEnd(analysis: Analysis, startLine: number): { at: number; cut: boolean } {
  const next = analysis.processStarts.find(({ line, time }) => line > startLine && time !== null);
  return next?.time === null || next === undefined
    ? { at: logNow(analysis), cut: false }
    : { at: next.time, cut: true };
}

import type { Interval } from '@/lib/base/interval';
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
 * The stretches in which the log shows work; what lies between may be folded. A log without blocks and runs does
 * not say when it was idle, so all of it counts as busy.
 */
export function busyIntervals(analysis: Analysis): Interval[] {
  const extent = logExtent(analysis);
  if (!extent) return [];
  if (analysis.blocks.length === 0 && analysis.runs.length === 0) return [extent];
  const busy: Interval[] = [];
  const add = (start: number | null, end: number | null): void => {
    if (start !== null) busy.push({ start, end: end ?? start });
  };
  for (const block of analysis.blocks) add(block.startTime, block.endTime);
  for (const run of analysis.runs) add(run.startTime, run.endTime);
  for (const upgrade of analysis.upgrades) add(upgrade.startTime, upgrade.endTime);
  for (const { time } of analysis.processStarts) add(time, time);
  for (const { time } of analysis.terminations) add(time, time);
  add(extent.start, extent.start);
  add(extent.end, extent.end);
  return busy;
}

/** A restart: from the process's start to the first run it executes anew, the kernel replays. */
export type Restart = { readonly start: number; readonly replayedUntil: number; readonly no: number };

/** The process starts after the first one, each with the replay that follows it. */
export function restarts(analysis: Analysis): Restart[] {
  const now = logNow(analysis);
  return analysis.processStarts.slice(1).flatMap(({ line, time }, i) => {
    if (time === null) return [];
    const run = analysis.runs.find((candidate) => candidate.startLine > line);
    const block = analysis.blocks.find((candidate) => candidate.startLine > line);
    const until = Math.min(run?.startTime ?? now, block?.startTime ?? now);
    return [{ start: time, replayedUntil: Math.max(time, until), no: i + 2 }];
  });
}

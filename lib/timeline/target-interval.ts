import { assertNever } from '@/lib/base/assert';
import type { Interval } from '@/lib/base/interval';
import type { Target } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

const span = (
  start: number | null | undefined,
  end: number | null | undefined,
  now: number,
): Interval | null =>
  start === null || start === undefined ? null : { start, end: Math.max(start, end ?? now) };

/** The stretch of log time that a target covers, to bring it into sight or fit it; null where the log gives none. */
export function targetInterval(analysis: Analysis, target: Target): Interval | null {
  const now = analysis.source.lastTime ?? 0;
  const at = Number(target.id);
  switch (target.kind) {
    case 'upgrade': {
      const upgrade = analysis.upgrades[at];
      return span(upgrade?.startTime, upgrade?.endTime, now);
    }
    case 'run':
      return span(analysis.runs[at]?.startTime, analysis.runs[at]?.endTime, now);
    case 'block':
      return span(analysis.blocks[at]?.startTime, analysis.blocks[at]?.endTime, now);
    case 'finding':
      return span(analysis.findings[at]?.time, analysis.findings[at]?.time, now);
    case 'termination':
      return span(analysis.terminations[at]?.time, analysis.terminations[at]?.time, now);
    case 'vat':
    case 'step':
      return null;
    default:
      return assertNever(target.kind);
  }
}

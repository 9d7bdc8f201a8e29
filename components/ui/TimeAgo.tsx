'use client';

import { formatInstant, useClock } from '@/components/ui/clock';
import { useNow } from '@/components/ui/Now';
import { Tooltip } from '@/components/ui/Tooltip';

const STEPS: readonly (readonly [limit: number, size: number, name: string])[] = [
  [60_000, 1_000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'd'],
];

/** How long ago `at` was, in one unit; clocks that disagree by a little read "now". */
export function agoText(at: number, now: number): string {
  const age = now - at;
  if (age < 2_000) return 'now';
  const [, size, name] = STEPS.find(([limit]) => age < limit) ?? [0, 86_400_000, 'd'];
  return `${Math.floor(age / size)} ${name} ago`;
}

/** A relative time with the absolute one on hover and for machines; `–` when there is none. */
export function TimeAgo({ at }: { at: number | null }) {
  const now = useNow();
  const clock = useClock();
  if (at === null) return <span className="text-ink-3">–</span>;
  return (
    <Tooltip text={formatInstant(at, clock)}>
      <time dateTime={new Date(at).toISOString()} className="tnum whitespace-nowrap">
        {agoText(at, now)}
      </time>
    </Tooltip>
  );
}

/** An absolute time in the zone the reader chose. */
export function Instant({ at }: { at: number | null }) {
  const clock = useClock();
  if (at === null) return <span className="text-ink-3">–</span>;
  return (
    <time dateTime={new Date(at).toISOString()} className="tnum whitespace-nowrap">
      {formatInstant(at, clock)}
    </time>
  );
}

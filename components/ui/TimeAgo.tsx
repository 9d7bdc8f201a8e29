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

/** How long it is until `at`, in one unit. */
export function leftText(at: number, now: number): string {
  const left = at - now;
  if (left < 60_000) return left <= 0 ? 'over' : 'under 1 min left';
  const [, size, name] = STEPS.find(([limit]) => left < limit) ?? [0, 86_400_000, 'd'];
  return `${Math.floor(left / size)} ${name} left`;
}

/** The time that is left until something ends, with the absolute one on hover and for machines. */
export function TimeLeft({ at }: { at: number }) {
  const now = useNow();
  const clock = useClock();
  return (
    <Tooltip text={formatInstant(at, clock)}>
      <time dateTime={new Date(at).toISOString()} className="tnum whitespace-nowrap">
        {leftText(at, now)}
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

'use client';

import { clockPreference } from '@/components/ui/clock';
import { usePreference } from '@/components/ui/preference';
import type { Analysis } from '@/lib/upgrade/analysis';

/** Seconds to add to log times for the clock that the reader chose: none for UTC, their own zone's at the time of the log. */
export function useUtcOffset({ source }: Pick<Analysis, 'source'>): number {
  const clock = usePreference(clockPreference);
  return clock === 'utc' ? 0 : -new Date((source.lastTime ?? 0) * 1000).getTimezoneOffset() * 60;
}

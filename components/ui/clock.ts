'use client';

import { preference, usePreference } from '@/components/ui/preference';

export type Clock = 'utc' | 'local';

/** Whether absolute times are shown in UTC or in the reader's own zone. */
export const clockPreference = preference<Clock>('vatdeck.clock', ['utc', 'local']);

export const useClock = (): Clock => usePreference(clockPreference);

const ZONE = { utc: 'UTC', local: undefined } as const;

/** An instant (ms since 1970) as a full date and time that names its zone. */
export function formatInstant(at: number, clock: Clock): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    dateStyle: 'short',
    timeStyle: 'medium',
    timeZone: ZONE[clock],
  }).format(at);
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short', timeZone: ZONE[clock] })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value;
  return `${parts} ${zone ?? ''}`.trim();
}

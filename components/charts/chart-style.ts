import { formatDuration } from '@/lib/base/time';

/** What every chart looks like, in the tokens of app/globals.css. */
export const TICK = { fill: 'var(--color-ink-3)', fontSize: 12 };
export const TIP = {
  background: 'var(--color-raised)',
  border: '1px solid var(--color-line)',
  borderRadius: 5,
  fontSize: 12,
  color: 'var(--color-ink)',
};

/** Seconds on an axis or in a tip; an axis begins at a plain 0. */
export const seconds = (value: unknown): string => {
  if (typeof value !== 'number') return '–';
  return value === 0 ? '0' : formatDuration(value);
};

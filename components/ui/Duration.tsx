import { formatDuration } from '@/lib/base/time';

/** A length of time in its largest two units; `–` when unknown. */
export function Duration({ seconds }: { seconds: number | null }) {
  return <span className="tnum whitespace-nowrap">{formatDuration(seconds)}</span>;
}

/** For what counts up or down before the eye: no parts of seconds. */
export const formatWhole = (seconds: number): string =>
  seconds < 60 ? `${Math.max(0, Math.floor(seconds))} s` : formatDuration(Math.floor(seconds));

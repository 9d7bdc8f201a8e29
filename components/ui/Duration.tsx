import { formatDuration } from '@/lib/base/time';

/** A length of time in its largest two units; `–` when unknown. */
export function Duration({ seconds }: { seconds: number | null }) {
  return <span className="tnum whitespace-nowrap">{formatDuration(seconds)}</span>;
}

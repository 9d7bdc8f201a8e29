import { formatDuration } from '@/lib/base/time';
import { counted } from '@/lib/base/words';
import type { HaltForecast } from '@/lib/report/halt';
import type { Spread } from '@/lib/report/spread';

/** Of a halt that no log shows. */
export const NOT_MEASURED = 'Not measured: no rehearsal shows it.';

/** "3 m 2 s (2 m 50 s to 3 m 20 s, 4 runs)"; "not measured" where nothing was. */
export function sayDuration(spread: Spread | null, runs = true): string {
  if (spread === null) return 'not measured';
  const median = formatDuration(spread.median);
  if (spread.count === 1) return runs ? `${median} (1 run)` : median;
  const range = `${formatDuration(spread.least)} to ${formatDuration(spread.most)}`;
  return `${median} (${range}${runs ? `, ${counted(spread.count, 'run')}` : ''})`;
}

/** A moment in UTC to the minute: "2026-07-14 09:00 UTC". */
export const sayUtc = (at: number): string =>
  `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** The first characters of a bundle id or hash that tell it from others. */
export const shortId = (id: string | null): string =>
  id === null ? '–' : id.length > 20 ? `${id.slice(0, id.startsWith('b') ? 11 : 12)}…` : id;

/** "0 → 1", "? → 2". */
export const sayChange = (before: number | null, after: number | null): string =>
  `${before ?? '?'} → ${after ?? '?'}`;

/** Whose machine the numbers are of, and how a reader comes to those of another. */
export const sayMachine = ({ scale, reference }: HaltForecast): string =>
  scale === 1
    ? 'On the machines of the rehearsals. Of a machine that takes twice as long for the same rehearsal, expect twice these times.'
    : `Scaled by ${scale.toFixed(2)} to the machine of ${reference === undefined ? 'a reference run' : `“${reference}”`}, by the phases that it and the rehearsals show. Columns of single runs are as they were measured.`;

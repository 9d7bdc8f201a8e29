import { type Cursor, formatCursor, parseCursor } from '@/lib/live/cursor';

/** A run that is watched, from where. */
export type Wanted = { readonly runId: string; readonly cursor: Cursor | null };

/** More runs than this nobody looks at in one browser. */
const AT_MOST = 64;

export const formatWanted = ({ runId, cursor }: Wanted): string =>
  cursor ? `${runId}~${formatCursor(cursor)}` : runId;

/** Reads what `formatWanted` wrote; of a run that is named twice the first counts, and what is no run's id is left out. */
export function parseWanted(texts: readonly string[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const text of texts) {
    const [runId = '', cursor] = text.split('~');
    if (/^[\w-]{1,64}$/.test(runId) && !wanted.has(runId))
      wanted.set(runId, { runId, cursor: parseCursor(cursor) });
  }
  return [...wanted.values()].slice(0, AT_MOST);
}

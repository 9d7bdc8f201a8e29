import { type Comparison, compareRuns } from '@/lib/compare/compare-runs';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { runInput } from '@/lib/server/report/run-input';

const MOST = 10;

/** `a,b` as ids, each once. */
export function sideOf(text: string | null, name: 'a' | 'b'): string[] {
  const ids = [...new Set((text ?? '').split(',').filter((id) => id !== ''))];
  if (ids.length === 0)
    throw new ServerError('bad-input', `"${name}" should name a run, or several with commas.`);
  if (ids.length > MOST)
    throw new ServerError('bad-input', `"${name}" names ${ids.length} runs; at most ${MOST} are compared.`);
  return ids;
}

/** What the runs of side b have different from those of side a. */
export async function compareStoredRuns(
  actor: Actor,
  a: readonly string[],
  b: readonly string[],
): Promise<Comparison> {
  const read = (ids: readonly string[]) => Promise.all(ids.map((id) => runInput(actor, id)));
  const [ours, theirs] = await Promise.all([read(a), read(b)]);
  return compareRuns(ours, theirs);
}

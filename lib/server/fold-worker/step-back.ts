import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';

/**
 * Lets the calling thread wait for the others of its process where there are fewer processors than work: Linux gives each thread a
 * priority. Elsewhere nothing happens; folding is only a little more in the way.
 */
export function stepBack(nice: number): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isInteger(thread) && thread > 0) setPriority(thread, nice);
  } catch {
    // No such thing here.
  }
}

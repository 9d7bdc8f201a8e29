import { readdirSync, readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** The weakest that Linux knows. */
const LAST = 19;

const lower = (thread: number, nice: number): void =>
  setPriority(thread, Math.min(LAST, getPriority(thread) + nice));

/**
 * Lets the calling thread wait for the others of its process where there are fewer processors than work: Linux gives each thread a
 * priority. Elsewhere nothing happens; folding is only a little more in the way.
 */
export function stepBack(nice: number): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    if (Number.isInteger(thread) && thread > 0) lower(thread, nice);
  } catch {
    // No such thing here.
  }
}

/**
 * The same for every thread that the process has so far but its first, which serves pages: those that pack blocks, read files and
 * collect garbage. Threads that the first starts later are as strong as it is.
 */
export function helpersStepBack(nice: number): void {
  try {
    const threads = readdirSync('/proc/self/task').map(Number);
    for (const thread of threads) if (thread !== process.pid) lower(thread, nice);
  } catch {
    // No such thing here.
  }
}

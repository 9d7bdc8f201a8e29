import { readFileSync } from 'node:fs';
import { ARCHIVE_TASKS, type ArchiveTask } from '@/lib/dev/bench/archive';
import { READERS } from '@/lib/dev/bench/readers';

/** Bundled and started once for every number: one reader, one process. What it says on standard output is a Timing. */
const TASKS: Readonly<Record<string, ArchiveTask>> = { ...READERS, ...ARCHIVE_TASKS };

/** The most memory this process ever held; `resourceUsage` would count that of the process which started it, too. */
function peakBytes(): number {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    if (found) return Number(found[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}

const [, , name = '', ...args] = process.argv;
const since = performance.now();
const said = await TASKS[name]?.(...args);
const ms = performance.now() - since;
if (said === undefined) throw new Error(`Nothing is called "${name}".`);
console.log(JSON.stringify({ ms, rss: peakBytes(), said }));

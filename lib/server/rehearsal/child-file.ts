import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { readJsonFile, writeWholeFile } from '@/lib/server/ingest/whole-file';

const schema = z.object({ pid: z.number().int().positive() });

/** Remembers a rehearsal's process: it may outlive a server that was killed. */
export const writeChild = (file: string, pid: number): Promise<void> =>
  writeWholeFile(file, JSON.stringify({ pid }));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Another program may have the number by now: where /proc tells, it must be a rehearsal. */
function isRehearsal(pid: number): boolean {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(file, 'utf8').includes('src/main.js');
  } catch {
    return false;
  }
}

/** The process that was remembered, if it still runs. */
export function livingChild(file: string): number | null {
  const parsed = schema.safeParse(readJsonFile(file));
  if (!parsed.success) return null;
  const { pid } = parsed.data;
  return isAlive(pid) && isRehearsal(pid) ? pid : null;
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Inventory } from '@/lib/inventory/inventory';
import type { Plan } from '@/lib/plan/plan';
import { readStore } from '@/lib/server/inventory/store/read-store';
import { foldSlog } from '@/lib/server/slog-source/fold-slog';
import { toAnalysis } from '@/lib/upgrade/fold';
import type { FoldedAnalysis } from '@/lib/upgrade/view-document';

const kernel = path.join(process.cwd(), 'lib/rehearsal');

/** Whether the rehearsal's kernel is installed and bundled here. */
export const hasRealKernel =
  existsSync(path.join(kernel, 'node_modules/@agoric')) && existsSync(path.join(kernel, '.cache'));

export type RealRun = { readonly plan: Plan; readonly scenario: string };

const storeOf = (folder: string): string => path.join(folder, 'store');
const slogOf = (folder: string): string => path.join(folder, 'chain.slog');

const configOf = (folder: string, run: RealRun): string =>
  JSON.stringify({
    ...run,
    dataDir: storeOf(folder),
    slogFile: slogOf(folder),
    pace: 0,
    blocks: { before: 1, after: 1 },
  });

/** Runs the real kernel to the end of a rehearsal in an empty folder; the code that it ended with. */
export function rehearseIn(folder: string, run: RealRun): number {
  try {
    execFileSync(process.execPath, ['src/main.js'], {
      cwd: kernel,
      input: configOf(folder, run),
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    return 0;
  } catch (error) {
    const code: unknown = Reflect.get(Object(error), 'status');
    return typeof code === 'number' ? code : -1;
  }
}

/** The same chain, killed when the old binary has ended: its store is the one that an upgrade finds. */
export async function rehearseUntilUpgrade(folder: string, run: RealRun): Promise<void> {
  const child = spawn(process.execPath, ['src/main.js'], { cwd: kernel, detached: true });
  child.stdin.end(configOf(folder, run));
  child.stderr.resume();
  child.stdout.on('data', (said: Buffer) => {
    if (said.includes('restarting for the upgrade')) process.kill(-Number(child.pid), 'SIGKILL');
  });
  await once(child, 'exit');
}

/** What the store of such a folder holds. */
export const inventoryIn = (folder: string): Inventory =>
  readStore(
    {
      file: path.join(storeOf(folder), 'swingstore.sqlite'),
      name: 'store',
      label: 'store',
      takenAt: null,
      sha256: null,
    },
    { now: () => 0, deadline: 1, onProgress: () => {} },
  );

/** What the slog of such a folder says. */
export async function analysisIn(folder: string): Promise<FoldedAnalysis> {
  const { fold } = await foldSlog({ file: slogOf(folder) }, { digest: true, judge: () => true });
  return toAnalysis(fold, { final: true });
}

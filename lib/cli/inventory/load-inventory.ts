import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { formatBytes, formatDuration } from '@/lib/base/time';
import type { InventoryTerminal } from '@/lib/cli/inventory/terminal';
import { fileOf, loadRun } from '@/lib/cli/load-run';
import { CliFault, EXIT } from '@/lib/cli/terminal';
import { inventoryFromAnalysis } from '@/lib/inventory/from-analysis';
import type { Inventory } from '@/lib/inventory/inventory';
import { IS_SLOG, readInventoryFile } from '@/lib/server/inventory/read-file';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { ReadProgress } from '@/lib/server/inventory/store/effort';

const EVERY_MS = { terminal: 200, file: 2_000 };
const MOST_UNPACKED = 1e12;

function progressLine({ err, now, interactive }: InventoryTerminal, wanted: boolean) {
  const start = now();
  let shownAt = start;
  return (progress: ReadProgress, last = false): void => {
    const time = now();
    if (!wanted || (!last && time - shownAt < (interactive ? EVERY_MS.terminal : EVERY_MS.file))) return;
    shownAt = time;
    const { bytes, total, keys } = progress;
    const seconds = Math.max(0.001, (time - start) / 1000);
    const rate = bytes / seconds;
    const left = last || rate === 0 ? '' : `, ${formatDuration((total - bytes) / rate)} left`;
    const share = total === 0 ? 0 : Math.floor((100 * bytes) / total);
    const text = `${share} %, ${formatBytes(bytes)} of ${formatBytes(total)}, ${keys} keys, ${formatBytes(rate)}/s${left}`;
    err(interactive ? `\r\u001b[2K${text}${last ? '\n' : ''}` : `${text}\n`);
  };
}

export type Loading = { readonly label?: string | undefined; readonly progress?: boolean | undefined };

async function readFile(file: string, loading: Loading, terminal: InventoryTerminal): Promise<Inventory> {
  const show = progressLine(terminal, loading.progress ?? terminal.interactive);
  let last: ReadProgress = { bytes: 0, total: 0, keys: 0 };
  const onProgress = (progress: ReadProgress): void => {
    last = progress;
    show(progress);
  };
  const base = path.basename(file);
  const inventory = await readInventoryFile(
    { file, name: base, label: loading.label ?? base, takenAt: statSync(file).mtimeMs, sha256: null },
    {
      now: terminal.now,
      deadline: Number.POSITIVE_INFINITY,
      onProgress,
      unpacked: path.join(tmpdir(), `vatdeck-${randomUUID()}`),
      mostBytes: MOST_UNPACKED,
    },
  );
  if (last.keys > 0) show(last, true);
  return inventory;
}

/** A run's document is JSON of its own kind. */
const isDocument = (error: StoreFault): boolean => error.message.includes('JSON lines of another kind');

async function learn(name: string, { label }: Loading, terminal: InventoryTerminal): Promise<Inventory> {
  const { analysis } = await loadRun(name, terminal);
  return inventoryFromAnalysis(analysis, { name: label ?? path.basename(name) });
}

/** The inventory that a name leads to: a store, a folder with one, an inventory or vat map in JSON, gzip of them, or a slog. Throws a CliFault. */
export async function loadInventory(
  name: string | undefined,
  loading: Loading,
  terminal: InventoryTerminal,
): Promise<Inventory> {
  if (name === undefined)
    throw new CliFault(EXIT.usage, 'Which store or inventory? `vatdeck inventory --help` says more.');
  const file = fileOf(name, terminal);
  try {
    return await readFile(file, loading, terminal);
  } catch (error) {
    if (error === IS_SLOG || (error instanceof StoreFault && isDocument(error)))
      return learn(name, loading, terminal);
    if (error instanceof StoreFault) throw new CliFault(EXIT.usage, `${name}: ${error.message}`);
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    if (code === 'ENOENT') throw new CliFault(EXIT.usage, `${name} does not exist.`);
    if (code === 'EACCES') throw new CliFault(EXIT.usage, `${name} may not be read by this user.`);
    throw error;
  }
}

import { tmpdir } from 'node:os';
import path from 'node:path';
import { codeOf, InputFault, type SlogTerminal } from '@/lib/cli/analyze/slog-terminal';
import type { Inventory } from '@/lib/inventory/inventory';
import { readInventoryFile } from '@/lib/server/inventory/read-file';

const MOST_UNPACKED = 64e9;
const PATIENCE_MS = 30 * 60_000;

/** The inventory of a store or a file of JSON; throws an InputFault that names what is none. */
export async function loadInventory(file: string, { now }: SlogTerminal): Promise<Inventory> {
  const name = path.basename(file);
  const unpacked = path.join(tmpdir(), `vatdeck-inventory-${process.pid}.sqlite`);
  const effort = { now, deadline: now() + PATIENCE_MS, onProgress: () => undefined };
  try {
    return await readInventoryFile(
      { file, name, label: name, takenAt: null, sha256: null },
      { ...effort, unpacked, mostBytes: MOST_UNPACKED },
    );
  } catch (error) {
    if (codeOf(error) !== undefined) throw error;
    throw new InputFault(
      `${file} is no inventory: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

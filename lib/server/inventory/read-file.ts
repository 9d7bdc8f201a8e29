import { existsSync, statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { assertNever } from '@/lib/base/assert';
import type { Inventory } from '@/lib/inventory/inventory';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import { dataAlone, type FoundExport, filesIn, findExport } from '@/lib/server/inventory/export/found-export';
import { MANIFEST } from '@/lib/server/inventory/export/manifest';
import { openExport } from '@/lib/server/inventory/export/open-export';
import { GzipBytes, plainBytes } from '@/lib/server/inventory/export/tar-bytes';
import { exportInTar } from '@/lib/server/inventory/export/tar-export';
import { isPackedTar, kindOfFile } from '@/lib/server/inventory/kind-of-file';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { Effort } from '@/lib/server/inventory/store/effort';
import { readOpened, readStore, type StoreInput } from '@/lib/server/inventory/store/read-store';
import { type Unpacking, unpack } from '@/lib/server/inventory/unpack';

const MOST_JSON = 400_000_000;
const STORE = 'swingstore.sqlite';

/** The store in a node's home, in its data folder or beside an export; a folder is named as often as the file. */
function storeIn(folder: string): string | null {
  const places = [STORE, `agoric/${STORE}`, `data/agoric/${STORE}`].map((place) => path.join(folder, place));
  return places.find((place) => existsSync(/*turbopackIgnore: true*/ place)) ?? null;
}

async function readJson({ file, name, label, sha256 }: StoreInput): Promise<Inventory> {
  const { size } = statSync(/*turbopackIgnore: true*/ file);
  if (size > MOST_JSON) throw new StoreFault(`Its JSON has ${size} bytes; at most ${MOST_JSON} are read.`);
  const parsed = parseInventory(await readFile(/*turbopackIgnore: true*/ file, 'utf8'), {
    name,
    bytes: size,
    sha256,
  });
  if (!parsed.ok) throw new StoreFault(parsed.error);
  return label === name ? parsed.value : { ...parsed.value, label };
}

/** For those who can learn from a slog as well. */
export const IS_SLOG = new StoreFault(
  'It is a slog; send it as a run (`vatdeck send`), and learn the inventory from that run.',
);

const readFound = (found: FoundExport, input: StoreInput, reading: Unpacking): Inventory =>
  readOpened((effort) => openExport(found, effort), input, reading);

async function readPackedTar(input: StoreInput, reading: Unpacking): Promise<Inventory> {
  const effort = new Effort(reading);
  effort.expect(statSync(/*turbopackIgnore: true*/ input.file).size);
  const spool = { file: reading.unpacked, mostBytes: reading.mostBytes };
  return readFound(await exportInTar(new GzipBytes(input.file, spool, effort)), input, reading);
}

async function readUnpacked(input: StoreInput, reading: Unpacking): Promise<Inventory> {
  await unpack(input.file, reading);
  const inner = { ...input, file: reading.unpacked };
  if (kindOfFile(inner.file) === 'gzip') throw new StoreFault('It is gzip in gzip; unpack it once.');
  return readPlain(inner, reading);
}

async function readPlain(input: StoreInput, reading: Unpacking): Promise<Inventory> {
  const kind = kindOfFile(input.file);
  switch (kind) {
    case 'store':
      return readStore(input, reading);
    case 'json':
      return readJson(input);
    case 'lines':
      return readFound(dataAlone(input.file), input, reading);
    case 'tar':
      return readFound(await exportInTar(plainBytes(input.file, new Effort(reading))), input, reading);
    case 'slog':
      throw IS_SLOG;
    case 'gzip':
      try {
        return await (isPackedTar(input.file) ? readPackedTar(input, reading) : readUnpacked(input, reading));
      } finally {
        await rm(/*turbopackIgnore: true*/ reading.unpacked, { force: true });
      }
    default:
      return assertNever(kind);
  }
}

async function readFolder(input: StoreInput, reading: Unpacking): Promise<Inventory> {
  const store = storeIn(input.file);
  if (store !== null) return readStore({ ...input, file: store }, reading);
  const found = findExport(filesIn(input.file));
  if (found !== null) return readFound(found, input, reading);
  throw new StoreFault(
    `It is a folder, and no ${STORE} is in it, in its agoric or in its data/agoric, and no ${MANIFEST} of an export.`,
  );
}

/**
 * The inventory of a swing-store (its database, or a folder that holds it), of an export of one (a folder, a tar, or its data alone), an
 * inventory or vat map in JSON, or of any of them in gzip. Throws a StoreFault that says in words what was found instead.
 */
export async function readInventoryFile(input: StoreInput, reading: Unpacking): Promise<Inventory> {
  const stat = statSync(/*turbopackIgnore: true*/ input.file);
  return stat.isDirectory() ? readFolder(input, reading) : readPlain({ ...input, bytes: stat.size }, reading);
}

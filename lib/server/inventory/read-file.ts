import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  statSync,
} from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Inventory } from '@/lib/inventory/inventory';
import { parseInventory } from '@/lib/inventory/parse-inventory';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { SQLITE_MAGIC } from '@/lib/server/inventory/sqlite/page-file';
import type { EffortLimits } from '@/lib/server/inventory/store/effort';
import { readStore, type StoreInput } from '@/lib/server/inventory/store/read-store';
import { whatIsThis } from '@/lib/slog/what-is-this';

const HEAD_BYTES = 64 * 1024;
const MOST_JSON = 400_000_000;
const STORE = 'swingstore.sqlite';
const EXPORT_FILES = ['export-manifest.json', 'export-data.jsonl', 'kernel-db.jsonl'];

export type FileReading = EffortLimits & {
  /** Where gzip is unpacked to; deleted afterwards. */
  readonly unpacked: string;
  /** Bytes that an unpacked file may have. */
  readonly mostBytes: number;
};

const EXPORT = new StoreFault(
  'It is an export of a swing-store, whose records are not read; import it into a store with agoric-sdk’s cosmic-swingset/src/import-kernel-db.js and name the swingstore.sqlite that this makes.',
);

/** The store in a node's home, its data folder or beside an export; a folder is named as often as the file. */
function fileIn(folder: string): string {
  const places = [STORE, `agoric/${STORE}`, `data/agoric/${STORE}`].map((place) => path.join(folder, place));
  const found = places.find((place) => existsSync(/*turbopackIgnore: true*/ place));
  if (found !== undefined) return found;
  if (EXPORT_FILES.some((name) => existsSync(path.join(/*turbopackIgnore: true*/ folder, name))))
    throw EXPORT;
  throw new StoreFault(`It is a folder, and no ${STORE} is in it, in its agoric or in its data/agoric.`);
}

function headOf(file: string): Buffer {
  const fd = openSync(/*turbopackIgnore: true*/ file, 'r');
  try {
    const head = Buffer.alloc(HEAD_BYTES);
    return head.subarray(0, readSync(fd, head, 0, HEAD_BYTES, 0));
  } finally {
    closeSync(fd);
  }
}

const isTar = (head: Buffer): boolean => head.toString('latin1', 257, 262) === 'ustar';
const isExportLine = (head: Buffer): boolean =>
  /^\["(kv|snapshot|transcript|bundle)\./.test(head.toString('latin1', 0, 40));

/** What a file begins with, as far as it can become an inventory; throws a StoreFault that names anything else. */
export function kindOfFile(file: string): 'store' | 'gzip' | 'json' | 'slog' {
  const head = headOf(file);
  const size = statSync(/*turbopackIgnore: true*/ file).size;
  if (head.toString('latin1', 0, 16) === SQLITE_MAGIC) return 'store';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isTar(head))
    throw new StoreFault(
      `It is a tar archive; unpack it and name the ${STORE} in it. If it holds an export, import that first (cosmic-swingset/src/import-kernel-db.js).`,
    );
  if (isExportLine(head)) throw EXPORT;
  const verdict = whatIsThis(head, head.length === size);
  if (verdict.kind === 'slog') return 'slog';
  if (/^\s*\{\s*("(schema|label|vats|currentZCF|chain|takenAt)"|\})/.test(head.toString('latin1', 0, 300)))
    return 'json';
  // What a slog would be instead is no help here.
  const found = verdict.kind === 'other' ? (verdict.found.split(';', 1)[0] ?? '') : 'something else';
  throw new StoreFault(`It is no swing-store and no inventory: it is ${found}.`);
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

function limited(most: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > most) done(new StoreFault(`It unpacks to more than ${most} bytes.`));
      else done(null, chunk);
    },
  });
}

async function unpack(file: string, { unpacked, mostBytes }: FileReading): Promise<void> {
  try {
    await pipeline(
      createReadStream(/*turbopackIgnore: true*/ file),
      createGunzip(),
      limited(mostBytes),
      createWriteStream(/*turbopackIgnore: true*/ unpacked, { mode: 0o600 }),
    );
  } catch (error) {
    if (error instanceof Error && String(Reflect.get(error, 'code')).startsWith('Z_'))
      throw new StoreFault('Its gzip is broken; pack it again.');
    throw error;
  }
}

/** For those who can learn from a slog as well. */
export const IS_SLOG = new StoreFault(
  'It is a slog; send it as a run (`vatdeck send`), and learn the inventory from that run.',
);

/**
 * The inventory of a swing-store (a file, or a folder that holds one), an inventory or vat map in JSON, or any of them in gzip.
 * Throws a StoreFault that says in words what was found instead.
 */
export async function readInventoryFile(input: StoreInput, reading: FileReading): Promise<Inventory> {
  const stat = statSync(/*turbopackIgnore: true*/ input.file);
  const found = stat.isDirectory() ? { ...input, file: fileIn(input.file) } : input;
  const kind = kindOfFile(found.file);
  if (kind === 'store') return readStore(found, reading);
  if (kind === 'json') return readJson(found);
  if (kind === 'slog') throw IS_SLOG;
  try {
    await unpack(found.file, reading);
    const inner = { ...found, file: reading.unpacked };
    const innerKind = kindOfFile(reading.unpacked);
    if (innerKind === 'gzip') throw new StoreFault('It is gzip in gzip; unpack it once.');
    if (innerKind === 'slog') throw IS_SLOG;
    return innerKind === 'store' ? readStore(inner, reading) : await readJson(inner);
  } finally {
    await rm(/*turbopackIgnore: true*/ reading.unpacked, { force: true });
  }
}

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { constants, gunzipSync } from 'node:zlib';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { SQLITE_MAGIC } from '@/lib/server/inventory/sqlite/page-file';
import { whatIsThis } from '@/lib/slog/what-is-this';

const HEAD_BYTES = 64 * 1024;

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

export type FileKind = 'store' | 'tar' | 'lines' | 'gzip' | 'json' | 'slog';

const MANIFEST_ALONE = new StoreFault(
  'It is the manifest of an export alone; name the folder it lies in, or send that folder as a tar.',
);

/** What bytes begin, as far as it can become an inventory; throws a StoreFault that names anything else. */
function kindOf(head: Buffer, isWhole: boolean): FileKind {
  const start = head.toString('latin1', 0, 300);
  if (start.startsWith(SQLITE_MAGIC)) return 'store';
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  if (isTar(head)) return 'tar';
  if (isExportLine(head)) return 'lines';
  const verdict = whatIsThis(head, isWhole);
  if (verdict.kind === 'slog') return 'slog';
  if (/^\s*\{\s*("(schema|label|vats|currentZCF|chain|takenAt)"|\})/.test(start)) return 'json';
  if (/^\s*\{\s*"blockHeight"/.test(start)) throw MANIFEST_ALONE;
  // What a slog would be instead is no help here.
  const found = verdict.kind === 'other' ? (verdict.found.split(';', 1)[0] ?? '') : 'something else';
  throw new StoreFault(`It is no swing-store and no inventory: it is ${found}.`);
}

/** What a file is; throws a StoreFault that names what no inventory can be read from. */
export function kindOfFile(file: string): FileKind {
  const head = headOf(file);
  return kindOf(head, head.length === statSync(/*turbopackIgnore: true*/ file).size);
}

/** What a packed file begins with when it is unpacked: an archive need not be unpacked whole. */
export function isPackedTar(file: string): boolean {
  try {
    return isTar(gunzipSync(headOf(file), { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 1e8 }));
  } catch {
    return false;
  }
}

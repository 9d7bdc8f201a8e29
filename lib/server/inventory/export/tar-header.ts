import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

/** Tar is blocks of 512 bytes: a head, then the content, filled up. POSIX.1-2017, pax. */
export const BLOCK = 512;

export type TarHead = {
  readonly name: string;
  readonly bytes: number;
  /** `0` a file, `5` a folder, `x` further fields of the next head, `L` its long name, … */
  readonly type: string;
};

export const tornTar = (what: string): StoreFault =>
  new StoreFault(`The archive is damaged: ${what}. Pack or copy it again.`);

const CHECKSUM = { from: 148, to: 156 };

function textAt(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Octal digits, or bytes of a large number (GNU) behind a first one of 0x80. */
function sizeAt(block: Buffer, from: number, length: number): number {
  const text = textAt(block, from, length).trim();
  const size =
    block[from] === 0x80
      ? block.subarray(from + 1, from + length).reduce((sum, byte) => sum * 256 + byte, 0)
      : /^[0-7]+$/.test(text)
        ? Number.parseInt(text, 8)
        : text === ''
          ? 0
          : Number.NaN;
  if (!Number.isSafeInteger(size)) throw tornTar('a head names no size');
  return size;
}

function checkSum(block: Buffer): void {
  let sum = 0;
  for (let i = 0; i < BLOCK; i += 1) sum += i >= CHECKSUM.from && i < CHECKSUM.to ? 0x20 : (block[i] ?? 0);
  if (sizeAt(block, CHECKSUM.from, 8) !== sum)
    throw tornTar('where a file’s head should be is something else');
}

/** A file's head; null for the empty block at the end of an archive. Throws a StoreFault for anything else. */
export function readTarHead(block: Buffer): TarHead | null {
  if (block.every((byte) => byte === 0)) return null;
  checkSum(block);
  const isUstar = textAt(block, 257, 6) === 'ustar';
  const prefix = isUstar ? textAt(block, 345, 155) : '';
  const name = textAt(block, 0, 100);
  const type = textAt(block, 156, 1);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    bytes: sizeAt(block, 124, 12),
    type: type === '' || type === '7' ? '0' : type,
  };
}

/** The fields of a pax head, `30 path=…\n` each. */
export function readPax(content: Buffer): { readonly name?: string; readonly bytes?: number } {
  const fields = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const [whole = '', digits = ''] = /^(\d{1,9}) /.exec(content.toString('latin1', at, at + 10)) ?? [];
    const end = at + Number(digits);
    if (whole === '' || Number(digits) <= whole.length || end > content.length)
      throw tornTar('further fields of a head cannot be read');
    const record = content.toString('utf8', at + whole.length, end - 1);
    fields.set(record.slice(0, record.indexOf('=')), record.slice(record.indexOf('=') + 1));
    at = end;
  }
  if ([...fields.keys()].some((key) => key.startsWith('GNU.sparse')))
    throw new StoreFault('The archive holds sparse files; pack it without --sparse.');
  const [name, size] = [fields.get('path'), fields.get('size')];
  if (size !== undefined && !/^\d{1,15}$/.test(size)) throw tornTar('a head names no size');
  return { ...(name === undefined ? {} : { name }), ...(size === undefined ? {} : { bytes: Number(size) }) };
}

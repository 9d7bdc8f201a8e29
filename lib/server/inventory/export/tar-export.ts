import { type ExportFiles, type FoundExport, findExport } from '@/lib/server/inventory/export/found-export';
import type { Section } from '@/lib/server/inventory/export/lines';
import { MANIFEST } from '@/lib/server/inventory/export/manifest';
import type { TarBytes } from '@/lib/server/inventory/export/tar-bytes';
import { BLOCK, readPax, readTarHead, type TarHead, tornTar } from '@/lib/server/inventory/export/tar-header';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

const MOST_FILES = 1_000_000;
/** No name or field that is behind a head needs more. */
const LONGEST_EXTRA = 1024 * 1024;

type Kept = { readonly bytes: number; readonly section: Section | null };

const filled = (bytes: number): number => Math.ceil(bytes / BLOCK) * BLOCK;
/** Names are keys of a map, never places on a disk. */
const plain = (name: string): string => name.replace(/^(\.?\/)+/, '');
const mayBeRead = (name: string): boolean => /\.jsonl?$/.test(name);

async function extraOf({ bytes, type }: TarHead, source: TarBytes): Promise<ReturnType<typeof readPax>> {
  if (bytes > LONGEST_EXTRA) throw tornTar('a name in it has no end');
  const content = (await source.take(filled(bytes))).subarray(0, bytes);
  if (type === 'x') return readPax(content);
  return type === 'L' ? { name: content.toString('utf8').replace(/\0+$/, '') } : {};
}

/** Every file of an archive, with what may be a manifest or data kept for reading. */
async function filesOf(source: TarBytes): Promise<Map<string, Kept>> {
  const files = new Map<string, Kept>();
  let extra: ReturnType<typeof readPax> = {};
  for (let seen = 0; ; seen += 1) {
    const head = readTarHead(await source.take(BLOCK));
    if (head === null) return files;
    if (seen > MOST_FILES) throw new StoreFault(`The archive holds more than ${MOST_FILES} files.`);
    if (head.type === 'S') throw new StoreFault('The archive holds sparse files; pack it without --sparse.');
    if ('xgLK'.includes(head.type)) {
      const found = await extraOf(head, source);
      extra = { ...extra, ...found };
      continue;
    }
    const { name, bytes } = { ...head, ...extra };
    extra = {};
    const isRead = head.type === '0' && mayBeRead(name);
    const section = isRead ? await source.keep(bytes) : null;
    if (head.type === '0') files.set(plain(name), { bytes, section });
    await source.skip(filled(bytes) - (isRead ? bytes : 0));
  }
}

/** The files beside the manifest, which may stand in a folder of the archive. */
function beside(files: ReadonlyMap<string, Kept>): ExportFiles {
  const manifest = [...files.keys()].find((name) => name === MANIFEST || name.endsWith(`/${MANIFEST}`));
  const folder = (manifest ?? MANIFEST).slice(0, -MANIFEST.length);
  return {
    section: (name) => files.get(folder + name)?.section ?? null,
    bytes: (name) => files.get(folder + name)?.bytes ?? null,
  };
}

/** The export in an archive. Throws a StoreFault when the archive is torn or holds none. */
export async function exportInTar(source: TarBytes): Promise<FoundExport> {
  try {
    const files = await filesOf(source);
    const found = findExport(beside(files));
    if (found !== null) return found;
    const store = [...files.keys()].find((name) => name.endsWith('swingstore.sqlite'));
    throw new StoreFault(
      store === undefined
        ? `It is a tar archive without an export: no ${MANIFEST} is among its ${files.size} files.`
        : 'It is a tar archive with a swingstore.sqlite in it; unpack it and name that file.',
    );
  } finally {
    source.close();
  }
}

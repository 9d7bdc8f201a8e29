import { closeSync, openSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Section } from '@/lib/server/inventory/export/lines';
import {
  LARGEST_MANIFEST,
  MANIFEST,
  type Manifest,
  parseManifest,
} from '@/lib/server/inventory/export/manifest';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';

/** An export: where its data lies, and what came with it; an export-data file alone has no manifest. */
export type FoundExport = {
  readonly data: Section;
  readonly manifest: Manifest | null;
  /** Bytes of an artifact; null when it did not come with it. */
  readonly bytesOf: (artifact: string) => number | null;
};

/** The files of an export by their plain names, in a folder or an archive. */
export type ExportFiles = {
  /** A manifest and data can be read; of other files only the size is known. */
  readonly section: (name: string) => Section | null;
  readonly bytes: (name: string) => number | null;
};

function textOf({ file, start, bytes }: Section): string {
  if (bytes > LARGEST_MANIFEST)
    throw new StoreFault(`Its ${MANIFEST} has ${bytes} bytes; at most ${LARGEST_MANIFEST} are read.`);
  const fd = openSync(/*turbopackIgnore: true*/ file, 'r');
  try {
    const text = Buffer.alloc(bytes);
    return text.toString('utf8', 0, readSync(fd, text, 0, bytes, start));
  } finally {
    closeSync(fd);
  }
}

/** The export whose manifest is among these files; null when there is none. Throws a StoreFault when its data is not there. */
export function findExport(files: ExportFiles): FoundExport | null {
  const found = files.section(MANIFEST);
  if (found === null) return null;
  const manifest = parseManifest(textOf(found));
  const data = files.section(manifest.data);
  if (data === null)
    throw new StoreFault(`Its ${MANIFEST} names ${manifest.data}, which is not beside it; export it again.`);
  const bytesOf = (artifact: string): number | null => {
    const file = manifest.artifacts.get(artifact);
    return file === undefined ? null : files.bytes(file);
  };
  return { data, manifest, bytesOf };
}

/** The files in a folder; the manifest’s names were checked to lead nowhere else. */
export function filesIn(folder: string): ExportFiles {
  const section = (name: string): Section | null => {
    const file = path.join(/*turbopackIgnore: true*/ folder, name);
    const stat = statSync(/*turbopackIgnore: true*/ file, { throwIfNoEntry: false });
    return stat?.isFile() ? { file, start: 0, bytes: stat.size } : null;
  };
  return { section, bytes: (name) => section(name)?.bytes ?? null };
}

/** An export-data file that came alone. */
export const dataAlone = (file: string): FoundExport => ({
  data: { file, start: 0, bytes: statSync(/*turbopackIgnore: true*/ file).size },
  manifest: null,
  bytesOf: () => null,
});

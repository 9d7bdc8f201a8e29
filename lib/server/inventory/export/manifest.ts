import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { isFields, whole } from '@/lib/server/inventory/store/stored-json';

export const MANIFEST = 'export-manifest.json';
export const DATA = 'export-data.jsonl';
export const LARGEST_MANIFEST = 64 * 1024 * 1024;

/** What a manifest says that an inventory needs. https://github.com/Agoric/agoric-sdk/blob/master/packages/cosmic-swingset/src/export-kernel-db.js */
export type Manifest = {
  readonly height: number | null;
  /** Every transcript item that the store had is among the artifacts. */
  readonly hasAllItems: boolean;
  readonly data: string;
  /** The file of each artifact, by the artifact's name. */
  readonly artifacts: ReadonlyMap<string, string>;
};

/** A file beside the manifest, and nothing that leads elsewhere. */
const isPlainName = (name: unknown): name is string =>
  typeof name === 'string' && /^[\w-][\w.-]{0,254}$/.test(name);

function artifactsOf(value: unknown): Map<string, string> {
  const pairs: unknown[] = Array.isArray(value) ? value : [];
  return new Map(
    pairs.flatMap((pair): [string, string][] => {
      const [name, file]: unknown[] = Array.isArray(pair) ? pair : [];
      return typeof name === 'string' && isPlainName(file) ? [[name, file]] : [];
    }),
  );
}

function fieldsIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (isFields(value)) return value;
  } catch {
    // Said below, in words.
  }
  throw new StoreFault(`Its ${MANIFEST} is no JSON object; it is damaged.`);
}

/** Reads a manifest; throws a StoreFault when it names no data that can be read. */
export function parseManifest(text: string): Manifest {
  const { blockHeight, mode, artifactMode, data, artifacts } = fieldsIn(text);
  if (data === undefined || data === null || data === '')
    throw new StoreFault(
      'It is an export without its data, only artifacts: the keys are in the chain’s own database. Export again with --include-export-data (export-kernel-db.js).',
    );
  if (!isPlainName(data)) throw new StoreFault(`Its ${MANIFEST} names data outside of the export.`);
  const exported = artifactMode ?? mode;
  return {
    // 0: the chain that was exported had none.
    height: whole(blockHeight) || null,
    hasAllItems: exported === 'archival' || exported === 'debug',
    data,
    artifacts: artifactsOf(artifacts),
  };
}

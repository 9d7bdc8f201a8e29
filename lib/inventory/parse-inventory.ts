import { err, ok, type Result } from '@/lib/base/result';
import {
  byVatNumber,
  type ChainFacts,
  INVENTORY_SCHEMA,
  type Inventory,
  type InventoryNote,
  type InventorySource,
  SOURCES,
} from '@/lib/inventory/inventory';
import { noteBook } from '@/lib/inventory/note-book';
import {
  chainText,
  countOrNull,
  fieldsOf,
  MOST_VATS,
  type Reading,
  textOrNull,
  timeOf,
} from '@/lib/inventory/read-facts';
import { readTerminated, readVat } from '@/lib/inventory/read-vat';
import { readVatMap } from '@/lib/inventory/read-vat-map';
import { safeText } from '@/lib/inventory/safe-text';
import { each, oneOf, orNull, refuse, Unfit } from '@/lib/plan/read-fields';

/** Ten times what mainnet's inventory needs, and less than a string can hold. */
const MOST_CHARACTERS = 200_000_000;
const MOST_NOTES = 1000;
const LONGEST_NOTE = 2000;
const MOST_SOURCES = 100;

const FIELDS = [
  'schema',
  'label',
  'takenAt',
  'chain',
  'currentZCF',
  'nextUpgradeID',
  'vats',
  'terminated',
  'sources',
  'notes',
];

function readChain(value: unknown, where: string, reading: Reading): ChainFacts {
  const fields = fieldsOf(value ?? {}, where, ['chainId', 'height', 'kernelSchema', 'sdk'], reading);
  return {
    chainId: textOrNull(fields.chainId, `${where}.chainId`, reading),
    height: countOrNull(fields.height, `${where}.height`),
    kernelSchema: countOrNull(fields.kernelSchema, `${where}.kernelSchema`),
    sdk: textOrNull(fields.sdk, `${where}.sdk`, reading),
  };
}

function readSource(value: unknown, where: string, reading: Reading): InventorySource {
  const { kind, name, bytes, sha256 } = fieldsOf(value, where, ['kind', 'name', 'bytes', 'sha256'], reading);
  return {
    kind: oneOf(kind, `${where}.kind`, SOURCES),
    name: chainText(name, `${where}.name`, reading),
    bytes: countOrNull(bytes, `${where}.bytes`),
    sha256: textOrNull(sha256, `${where}.sha256`, reading),
  };
}

function readNote(value: unknown, at: string, reading: Reading): InventoryNote {
  const { where, message } = fieldsOf(value, at, ['where', 'message'], reading);
  if (typeof message !== 'string') return refuse(`${at}.message`, 'must be a text.');
  return { where: chainText(where, `${at}.where`, reading), message: safeText(message, LONGEST_NOTE) };
}

function checkOnce(vats: readonly { readonly vatID: string }[], where: string): void {
  const seen = new Set<string>();
  for (const { vatID } of vats) {
    if (seen.has(vatID)) refuse(where, `has ${vatID} twice.`);
    seen.add(vatID);
  }
}

function readInventory(value: unknown, reading: Reading): Inventory {
  const fields = fieldsOf(value, '', FIELDS, reading);
  if (fields.schema !== INVENTORY_SCHEMA) refuse('schema', `must be "${INVENTORY_SCHEMA}".`);
  const many = <T>(
    field: string,
    limit: number,
    read: (item: unknown, at: string, reading: Reading) => T,
  ): T[] => each(fields[field] ?? [], { where: field, limit }, (item, at) => read(item, at, reading));
  if (fields.vats === undefined) refuse('vats', 'must be a list of vats.');
  const vats = many('vats', MOST_VATS, readVat).toSorted(byVatNumber);
  const terminated = many('terminated', MOST_VATS, readTerminated).toSorted(byVatNumber);
  checkOnce([...vats, ...terminated], 'vats and terminated');
  const sources = many('sources', MOST_SOURCES, readSource);
  return {
    schema: INVENTORY_SCHEMA,
    label: textOrNull(fields.label, 'label', reading) ?? reading.file.name,
    takenAt: orNull(fields.takenAt, 'takenAt', timeOf),
    chain: readChain(fields.chain, 'chain', reading),
    currentZcf: textOrNull(fields.currentZCF, 'currentZCF', reading),
    nextUpgradeID: countOrNull(fields.nextUpgradeID, 'nextUpgradeID'),
    vats,
    terminated,
    sources: sources.length > 0 ? sources : [reading.file],
    notes: [...many('notes', MOST_NOTES, readNote), ...reading.book.all()],
  };
}

function parseJson(text: string): unknown {
  if (text.length > MOST_CHARACTERS)
    return refuse('The file', `has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`);
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse('The file', `is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The vat map has no schema, and its vats are an object by id. */
const isVatMap = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !('schema' in value) &&
  'vats' in value &&
  typeof value.vats === 'object' &&
  !Array.isArray(value.vats);

/** Where the bytes came from, for `sources` and for a label that the file does not have. */
export type InventoryFile = Partial<Omit<InventorySource, 'kind'>>;

/**
 * An inventory from JSON text or a value of it: our own form or that of the SDK's `vat-map-from-swingstore.js --as-json`. Refusals
 * name the field and what was expected; unknown fields and what was cut are noted. Texts of the chain are made safe, not refused.
 */
export function parseInventory(input: unknown, file: InventoryFile = {}): Result<Inventory> {
  const { name = 'inventory', bytes = null, sha256 = null } = file;
  const reading: Reading = { book: noteBook(), file: { kind: 'file', name, bytes, sha256 } };
  try {
    const value = typeof input === 'string' ? parseJson(input) : input;
    return ok(isVatMap(value) ? readVatMap(value, reading) : readInventory(value, reading));
  } catch (error) {
    if (error instanceof Unfit) return err(error.message);
    throw error;
  }
}

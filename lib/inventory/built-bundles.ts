import { err, ok, type Result } from '@/lib/base/result';
import type { InventoryNote } from '@/lib/inventory/inventory';
import { type NoteBook, noteBook } from '@/lib/inventory/note-book';
import { safeText } from '@/lib/inventory/safe-text';
import { readBuilderOutput, vatOfEntrypoint } from '@/lib/plan/formats/builder-output';
import { Unfit as UnfitOutput } from '@/lib/plan/formats/steps';
import { each, name as nameField, record, refuse, Unfit } from '@/lib/plan/read-fields';

/** A bundle that a branch builds. `name`: whose code it is, by its module's file or as the manifest says; as written. */
export type BuiltBundle = {
  readonly name: string;
  readonly entrypoint: string | null;
  readonly bundle: string;
  /** The file that says so. */
  readonly file: string;
};
export type BuiltBundles = {
  readonly bundles: readonly BuiltBundle[];
  readonly notes: readonly InventoryNote[];
};
export type BundleFile = { readonly name: string; readonly text: string };

const MOST_FILES = 1000;
const MOST_BUNDLES = 5000;
/** A bundle of 20 MB is ten times the largest that there is. */
const MOST_CHARACTERS = 30_000_000;

const BUNDLE_ID = /^(b1-[0-9a-f]{128}|b0-[0-9a-f]{64})$/;

const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

function bundleId(value: unknown, where: string): string {
  if (typeof value !== 'string' || !BUNDLE_ID.test(value))
    return refuse(where, 'must be a bundle id: b1- and 128 hex digits, or b0- and 64.');
  return value;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `agoric run` writes those; the last bundle is the proposal itself. */
function ofOutput(value: unknown, file: string): BuiltBundle[] {
  return readBuilderOutput(value).bundles.flatMap(({ entrypoint, bundle }): BuiltBundle[] => {
    const name = entrypoint === null ? null : vatOfEntrypoint(entrypoint);
    return name === null ? [] : [{ name, entrypoint, bundle, file }];
  });
}

/** `bundle-bank.json`, `bank.json`: a bundle itself. Its hash is believed, not computed: the code is not read. */
function ofBundle(value: object, file: string, book: NoteBook): BuiltBundle[] {
  const { endoZipBase64Sha512: hash } = record(value, 'The bundle');
  const bundle = bundleId(`b1-${String(hash)}`, 'endoZipBase64Sha512');
  const [, name] = /^(?:bundle-)?(.+?)(?:\.bundle)?\.js(?:on)?$/.exec(baseName(file)) ?? [];
  if (name === undefined || name.startsWith('b1-')) {
    book.add(file, 'A bundle whose file does not say whose code it is; name the file after the vat.');
    return [];
  }
  return [{ name: safeText(name), entrypoint: null, bundle, file }];
}

const idIn = (value: unknown, where: string): string => {
  if (!isObject(value)) return bundleId(value, where);
  const { bundleID, bundle, id } = record(value, where);
  return bundleId(bundleID ?? bundle ?? id, `${where}.bundleID`);
};

function ofRow(value: unknown, where: string, file: string): BuiltBundle {
  const { name, vat, entrypoint } = record(value, where);
  const entry = typeof entrypoint === 'string' ? nameField(entrypoint, `${where}.entrypoint`) : null;
  const named = nameField(name ?? vat ?? (entry === null ? null : vatOfEntrypoint(entry)), `${where}.name`);
  return { name: named, entrypoint: entry, bundle: idIn(value, where), file };
}

const ofRows = (rows: unknown, file: string): BuiltBundle[] =>
  each(rows, { where: 'bundles', limit: MOST_BUNDLES }, (row, where) => ofRow(row, where, file));

/** Names with ids; what is not about bundles is noted. */
function ofNames(value: object, file: string, book: NoteBook): BuiltBundle[] {
  return Object.entries(record(value, 'The manifest')).flatMap(([key, item]): BuiltBundle[] => {
    if (isObject(item) || (typeof item === 'string' && /^b[01]-/.test(item)))
      return [{ name: safeText(key), entrypoint: null, bundle: idIn(item, safeText(key)), file }];
    book.add(`${file}: ${safeText(key)}`, 'No bundle; it was not read.');
    return [];
  });
}

/** A list or an object of names, or either under `bundles` or `vats`. */
function ofManifest(value: object, file: string, book: NoteBook): BuiltBundle[] {
  if (Array.isArray(value)) return ofRows(value, file);
  const fields = record(value, 'The manifest');
  const inner = [fields.bundles, fields.vats].filter(isObject);
  if (inner.length === 0) return ofNames(value, file, book);
  return inner.flatMap((part) => (Array.isArray(part) ? ofRows(part, file) : ofNames(part, file, book)));
}

function readFile({ name, text }: BundleFile, book: NoteBook): BuiltBundle[] {
  if (text.length > MOST_CHARACTERS)
    return refuse('The file', `has ${text.length} characters; at most ${MOST_CHARACTERS} are read.`);
  const value: unknown = JSON.parse(text);
  if (!isObject(value))
    return refuse('The file', 'must be a builder’s output, a manifest of bundles, or a bundle.');
  const file = safeText(baseName(name));
  if ('endoZipBase64Sha512' in value) return ofBundle(value, file, book);
  const isOutput = 'name' in value && 'bundles' in value && Array.isArray(value.bundles);
  return isOutput ? ofOutput(value, file) : ofManifest(value, file, book);
}

function readAll(files: readonly BundleFile[], book: NoteBook): BuiltBundle[] {
  return files.flatMap((file) => {
    try {
      return readFile(file, book);
    } catch (error) {
      if (error instanceof Unfit || error instanceof UnfitOutput || error instanceof SyntaxError)
        return refuse(`${safeText(baseName(file.name))}:`, error.message);
      throw error;
    }
  });
}

/**
 * The bundles that a branch builds, from builders' outputs (`…-plan.json`), manifests (names with ids, as object or list) and bundles
 * themselves. Paths in them are not followed. Refusals name the file and the field.
 */
export function parseBuiltBundles(files: readonly BundleFile[]): Result<BuiltBundles> {
  const book = noteBook();
  if (files.length > MOST_FILES)
    return err(`There are ${files.length} files; at most ${MOST_FILES} are taken.`);
  try {
    const bundles = readAll(files, book);
    if (bundles.length > MOST_BUNDLES)
      return err(`There are ${bundles.length} bundles; at most ${MOST_BUNDLES} are taken.`);
    return ok({ bundles, notes: book.all() });
  } catch (error) {
    if (error instanceof Unfit) return err(error.message);
    throw error;
  }
}

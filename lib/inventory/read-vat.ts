import {
  allFrom,
  type Decided,
  ENTRIES_KEPT,
  type EphemeralExport,
  type FactSources,
  type InventoryVat,
  type Kept,
  SOURCES,
  type TerminatedVat,
  VAT_FACTS,
  VAT_KINDS,
} from '@/lib/inventory/inventory';
import {
  chainText,
  countOrNull,
  exportRef,
  fieldsOf,
  MOST_VATS,
  objectId,
  promiseId,
  type Reading,
  textOrNull,
  vatId,
} from '@/lib/inventory/read-facts';
import { count, each, flag, list, oneOf, orNull } from '@/lib/plan/read-fields';

const VAT_FIELDS = ['vatID', ...VAT_FACTS, 'from', 'truncated', 'decidesTotal', 'ephemeralExportsTotal'];

const vatIds = (value: unknown, where: string): string[] => each(value, { where, limit: MOST_VATS }, vatId);

function readDecided(value: unknown, where: string, reading: Reading): Decided {
  const { kpid, subscribers, queued } = fieldsOf(value, where, ['kpid', 'subscribers', 'queued'], reading);
  return {
    kpid: promiseId(kpid, `${where}.kpid`),
    subscribers: vatIds(subscribers ?? [], `${where}.subscribers`),
    queued: count(queued ?? 0, `${where}.queued`),
  };
}

function readExport(value: unknown, where: string, reading: Reading): EphemeralExport {
  const { vref, kref, importers } = fieldsOf(value, where, ['vref', 'kref', 'importers'], reading);
  return {
    vref: exportRef(vref, `${where}.vref`),
    kref: objectId(kref, `${where}.kref`),
    importers: each(importers ?? [], { where: `${where}.importers`, limit: MOST_VATS }, (importer, at) => {
      const { vatID, reachable } = fieldsOf(importer, at, ['vatID', 'reachable'], reading);
      return { vatID: vatId(vatID, `${at}.vatID`), reachable: flag(reachable, `${at}.reachable`) };
    }),
  };
}

type KeptInput = { readonly value: unknown; readonly total: unknown; readonly where: string };

/** A list of all, its head with a total beside it, or only how many there are. */
function readKept<T>(
  { value, total, where }: KeptInput,
  reading: Reading,
  read: (item: unknown, where: string, reading: Reading) => T,
): Kept<T> | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return { entries: [], total: count(value, where) };
  const all = list(value, where, Number.POSITIVE_INFINITY);
  const entries = all.slice(0, ENTRIES_KEPT).map((item, i) => read(item, `${where}[${i}]`, reading));
  if (entries.length < all.length) reading.book.add(where, `Only the first ${ENTRIES_KEPT} are kept.`);
  return { entries, total: Math.max(all.length, count(total ?? 0, `${where}Total`)) };
}

function readTranscript(value: unknown, where: string, reading: Reading): InventoryVat['transcript'] {
  const { startPos, endPos } = fieldsOf(value, where, ['startPos', 'endPos'], reading);
  return { startPos: countOrNull(startPos, `${where}.startPos`), endPos: count(endPos, `${where}.endPos`) };
}

function readSnapshot(value: unknown, where: string, reading: Reading): InventoryVat['snapshot'] {
  const { pos, uncompressed, compressed } = fieldsOf(
    value,
    where,
    ['pos', 'uncompressed', 'compressed'],
    reading,
  );
  return {
    pos: count(pos, `${where}.pos`),
    uncompressed: countOrNull(uncompressed, `${where}.uncompressed`),
    compressed: countOrNull(compressed, `${where}.compressed`),
  };
}

function readClist(value: unknown, where: string, reading: Reading): InventoryVat['clist'] {
  const fields = fieldsOf(value, where, ['objects', 'promises', 'devices', 'exports'], reading);
  return {
    objects: count(fields.objects, `${where}.objects`),
    promises: count(fields.promises, `${where}.promises`),
    devices: count(fields.devices, `${where}.devices`),
    exports: count(fields.exports, `${where}.exports`),
  };
}

function readFrom(value: unknown, where: string, reading: Reading): FactSources {
  const fields = fieldsOf(value, where, VAT_FACTS, reading);
  return Object.fromEntries(
    VAT_FACTS.flatMap((fact) =>
      fields[fact] === undefined ? [] : [[fact, oneOf(fields[fact], `${where}.${fact}`, SOURCES)]],
    ),
  );
}

/** A vat of our own form; facts without a source of their own are from the file. Throws `Unfit`. */
export function readVat(value: unknown, where: string, reading: Reading): InventoryVat {
  const fields = fieldsOf(value, where, VAT_FIELDS, reading);
  const text = (field: (typeof VAT_FACTS)[number]) => textOrNull(fields[field], `${where}.${field}`, reading);
  const part = <T>(
    field: (typeof VAT_FACTS)[number],
    read: (value: unknown, where: string, reading: Reading) => T,
  ) => orNull(fields[field], `${where}.${field}`, (item, at) => read(item, at, reading));
  const kept = (field: 'decides' | 'ephemeralExports'): KeptInput => ({
    value: fields[field],
    total: fields[`${field}Total`],
    where: `${where}.${field}`,
  });
  noteCut(fields.truncated, where, reading, fields);
  const vat = {
    vatID: vatId(fields.vatID, `${where}.vatID`),
    name: text('name'),
    kind: part('kind', (kind, at) => oneOf(kind, at, VAT_KINDS)),
    critical: part('critical', flag),
    worker: text('worker'),
    incarnation: countOrNull(fields.incarnation, `${where}.incarnation`),
    bundleID: text('bundleID'),
    contractBundleID: text('contractBundleID'),
    lockdownBundleID: text('lockdownBundleID'),
    supervisorBundleID: text('supervisorBundleID'),
    transcript: part('transcript', readTranscript),
    snapshot: part('snapshot', readSnapshot),
    clist: part('clist', readClist),
    adminNodeHolders: part('adminNodeHolders', vatIds),
    decides: readKept(kept('decides'), reading, readDecided),
    ephemeralExports: readKept(kept('ephemeralExports'), reading, readExport),
  };
  const from = orNull(fields.from, `${where}.from`, (item, at) => readFrom(item, at, reading));
  return { ...vat, from: from ?? allFrom(vat, reading.file.kind) };
}

/** Whoever wrote `truncated` without totals left less than there is. */
function noteCut(
  truncated: unknown,
  where: string,
  { book }: Reading,
  fields: Readonly<Record<string, unknown>>,
): void {
  if (truncated === undefined || !flag(truncated, `${where}.truncated`)) return;
  const told = [fields.decides, fields.ephemeralExports].some((list) => typeof list === 'number');
  if (!told && fields.decidesTotal === undefined && fields.ephemeralExportsTotal === undefined)
    book.add(where, 'Its lists were cut by whoever wrote them, who does not say how long they were.');
}

/** A vat that is ended and not wholly deleted. Throws `Unfit`. */
export function readTerminated(value: unknown, where: string, reading: Reading): TerminatedVat {
  const { vatID, name, left, from } = fieldsOf(value, where, ['vatID', 'name', 'left', 'from'], reading);
  return {
    vatID: vatId(vatID, `${where}.vatID`),
    name: orNull(name, `${where}.name`, (text, at) => chainText(text, at, reading)),
    left: orNull(left, `${where}.left`, (item, at) => readLeft(item, at, reading)),
    from: from === undefined ? reading.file.kind : oneOf(from, `${where}.from`, SOURCES),
  };
}

function readLeft(value: unknown, where: string, reading: Reading): NonNullable<TerminatedVat['left']> {
  const fields = fieldsOf(value, where, ['clist', 'vatstore', 'snapshots', 'transcript'], reading);
  return {
    clist: count(fields.clist, `${where}.clist`),
    vatstore: count(fields.vatstore, `${where}.vatstore`),
    snapshots: count(fields.snapshots, `${where}.snapshots`),
    transcript: countOrNull(fields.transcript, `${where}.transcript`),
  };
}

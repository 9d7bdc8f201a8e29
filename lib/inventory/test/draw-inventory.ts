import * as fc from 'fast-check';
import {
  allFrom,
  byVatNumber,
  type Decided,
  type EphemeralExport,
  emptyInventory,
  type Inventory,
  type InventoryVat,
  SOURCES,
  unknownVat,
  VAT_KINDS,
} from '@/lib/inventory/inventory';

/** `kp70>v7+v8*2`: decided, subscribed to by v7 and v8, two messages wait. */
function decided(text: string): Decided {
  const [, kpid = '', subscribers = '', queued = '0'] =
    /^(kp\d+)(?:>([v\d+]+))?(?:\*(\d+))?$/.exec(text) ?? [];
  return { kpid, subscribers: subscribers === '' ? [] : subscribers.split('+'), queued: Number(queued) };
}

/** `o+12>v8,v9~`: exported, held by v8, recognised by v9. */
function exported(text: string, at: number): EphemeralExport {
  const [vref = '', importers = ''] = text.split('>');
  return {
    vref,
    kref: `ko${at + 1}`,
    importers: importers
      .split(',')
      .filter(Boolean)
      .map((vatID) => ({ vatID: vatID.replace('~', ''), reachable: !vatID.endsWith('~') })),
  };
}

/**
 * `v6 target b1-a #1 static | kp70>v7 kp75>v8 | o+12>v8`: id, name, bundle, incarnation, kind; what it decides; what is not durable.
 * A vat without bars has neither read; `-` reads that there is nothing.
 */
export function drawVat(text: string, change: Partial<InventoryVat> = {}): InventoryVat {
  const [head = '', promises, exports] = text.split('|').map((part) =>
    part
      .trim()
      .split(/\s+/)
      .filter((word) => word !== ''),
  );
  const [vatID = '', ...words] = head;
  const kept = <T>(list: readonly string[] | undefined, read: (word: string, at: number) => T) => {
    if (list === undefined) return null;
    const entries = list.filter((word) => word !== '-').map(read);
    return { entries, total: entries.length };
  };
  const incarnation = words.find((word) => word.startsWith('#'));
  const vat = {
    ...unknownVat(vatID),
    name: words.find((word) => !/^(b1-|#|static$|dynamic$)/.test(word)) ?? null,
    kind: VAT_KINDS.find((kind) => words.includes(kind)) ?? null,
    bundleID: words.find((word) => word.startsWith('b1-')) ?? null,
    incarnation: incarnation === undefined ? null : Number(incarnation.slice(1)),
    decides: kept(promises, decided),
    ephemeralExports: kept(exports, exported),
    ...change,
  };
  return { ...vat, from: change.from ?? allFrom(vat, 'store') };
}

/** One vat a line; `† v29 name` is terminated. */
export function drawInventory(text: string, rest: Partial<Inventory> = {}): Inventory {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const ended = lines.filter((line) => line.startsWith('†')).map((line) => line.split(' '));
  return {
    ...emptyInventory('drawn'),
    sources: [{ kind: 'store', name: 'swingstore.sqlite', bytes: null, sha256: null }],
    vats: lines
      .filter((line) => !line.startsWith('†'))
      .map((line) => drawVat(line))
      .toSorted(byVatNumber),
    terminated: ended.map(([, vatID = '', name = null]) => ({ vatID, name, left: null, from: 'store' })),
    ...rest,
  };
}

const vatID = fc.integer({ min: 1, max: 12 }).map((number) => `v${number}`);
const count = fc.nat({ max: 1e9 });
const orNull = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(of, { nil: null });
const name = fc.oneof(
  fc.constantFrom('zoe', 'bank', 'bridge', 'zcf-b1-9f877-provisionPool-governor', 'zcf-mintHolder-USDC', 'x'),
  fc
    .string({ minLength: 1, maxLength: 8 })
    .map((text) => text.replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, '') || 'y'),
);
const bundle = fc.constantFrom('b1-a', 'b1-b', 'b1-c');

const kept = <T>(entry: fc.Arbitrary<T>) =>
  fc
    .tuple(fc.array(entry, { maxLength: 5 }), fc.constantFrom(0, 0, 3))
    .map(([entries, more]) => ({ entries, total: entries.length + more }));

const decides = kept(
  fc.record({
    kpid: count.map((number) => `kp${number}`),
    subscribers: fc.uniqueArray(vatID, { maxLength: 4 }),
    queued: fc.nat({ max: 3 }),
  }),
);
const exports = kept(
  fc.record({
    vref: fc.constantFrom('o+12', 'o+v11/1', 'o+v10/3:0'),
    kref: count.map((number) => `ko${number}`),
    importers: fc.uniqueArray(fc.record({ vatID, reachable: fc.boolean() }), {
      maxLength: 3,
      selector: (importer) => importer.vatID,
    }),
  }),
);

const anyVat = (id: string): fc.Arbitrary<InventoryVat> =>
  fc
    .record({
      name: orNull(name),
      kind: orNull(fc.constantFrom(...VAT_KINDS)),
      critical: orNull(fc.boolean()),
      worker: orNull(fc.constantFrom('xsnap', 'local')),
      incarnation: orNull(fc.nat({ max: 9 })),
      bundleID: orNull(bundle),
      contractBundleID: orNull(bundle),
      lockdownBundleID: orNull(bundle),
      supervisorBundleID: orNull(bundle),
      transcript: orNull(fc.record({ startPos: orNull(count), endPos: count })),
      snapshot: orNull(fc.record({ pos: count, uncompressed: orNull(count), compressed: orNull(count) })),
      clist: orNull(fc.record({ objects: count, promises: count, devices: count, exports: count })),
      adminNodeHolders: orNull(fc.uniqueArray(vatID, { maxLength: 2 })),
      decides: orNull(decides),
      ephemeralExports: orNull(exports),
      source: fc.constantFrom(...SOURCES),
    })
    .map(({ source, ...vat }) => ({ vatID: id, ...vat, from: allFrom({ vatID: id, ...vat }, source) }));

/** Up to 12 vats of which anything may be unknown, and who hang on each other and on vats that are not there. */
export const anyInventory: fc.Arbitrary<Inventory> = fc
  .uniqueArray(vatID, { maxLength: 12 })
  .chain((ids) => fc.tuple(fc.constant(ids), fc.nat({ max: ids.length })))
  .chain(([ids, alive]) =>
    fc.record({
      schema: fc.constant('vatdeck/inventory@1' as const),
      label: name,
      takenAt: orNull(fc.integer({ min: 0, max: 4e12 })),
      chain: fc.record({
        chainId: orNull(fc.constantFrom('agoric-3', 'agoriclocal')),
        height: orNull(count),
        kernelSchema: orNull(fc.nat({ max: 5 })),
        sdk: orNull(name),
      }),
      currentZcf: orNull(bundle),
      nextUpgradeID: orNull(count),
      vats: fc.tuple(...ids.slice(0, alive).map(anyVat)).map((vats) => vats.toSorted(byVatNumber)),
      terminated: fc.tuple(
        ...ids
          .slice(alive)
          .toSorted((a, b) => Number(a.slice(1)) - Number(b.slice(1)))
          .map((id) =>
            fc.record({
              vatID: fc.constant(id),
              name: orNull(name),
              left: orNull(
                fc.record({ clist: count, vatstore: count, snapshots: count, transcript: fc.option(count) }),
              ),
              from: fc.constantFrom(...SOURCES),
            }),
          ),
      ),
      sources: fc.array(
        fc.record({ kind: fc.constantFrom(...SOURCES), name, bytes: orNull(count), sha256: orNull(name) }),
        { minLength: 1, maxLength: 2 },
      ),
      notes: fc.array(fc.record({ where: name, message: name }), { maxLength: 2 }),
    }),
  );

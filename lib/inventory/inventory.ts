/**
 * The inventory of a chain, `vatdeck/inventory@1`: which vats there are, what they run and who hangs on whom.
 * Null says "not known"; what is known says in `from` where it was read. As JSON it has the form of `inventory-json.ts`.
 */
export const INVENTORY_SCHEMA = 'vatdeck/inventory@1';

/** Where a fact is from: a swing-store, an export of one, a slog, the SDK's vat map, or a file in our own form that did not say. */
export const SOURCES = ['store', 'export', 'slog', 'vat-map', 'file'] as const;
export type Source = (typeof SOURCES)[number];

/** So many promises and exports are kept of a vat, by name; `total` counts the others. */
export const ENTRIES_KEPT = 10_000;

export type Inventory = {
  readonly schema: typeof INVENTORY_SCHEMA;
  readonly label: string;
  /** Milliseconds since 1970. */
  readonly takenAt: number | null;
  readonly chain: ChainFacts;
  /** The bundle that zoe starts new contracts with. */
  readonly currentZcf: string | null;
  readonly nextUpgradeID: number | null;
  /** By number; a vat stands here or in `terminated`. */
  readonly vats: readonly InventoryVat[];
  readonly terminated: readonly TerminatedVat[];
  readonly sources: readonly InventorySource[];
  /** What was cut, odd or not read, and what sources contradict each other about. */
  readonly notes: readonly InventoryNote[];
};

export type ChainFacts = {
  readonly chainId: string | null;
  readonly height: number | null;
  readonly kernelSchema: number | null;
  readonly sdk: string | null;
};

/** A file or log that was read; hash and size of it as it came. */
export type InventorySource = {
  readonly kind: Source;
  readonly name: string;
  readonly bytes: number | null;
  readonly sha256: string | null;
};

/** `where` is a vat, a field of the JSON or a key of the store. */
export type InventoryNote = { readonly where: string; readonly message: string };

export const VAT_KINDS = ['static', 'dynamic'] as const;

/** What can be known of a vat; the fields of `InventoryVat` that have a source each. */
export const VAT_FACTS = [
  'name',
  'kind',
  'critical',
  'worker',
  'incarnation',
  'bundleID',
  'contractBundleID',
  'lockdownBundleID',
  'supervisorBundleID',
  'transcript',
  'snapshot',
  'clist',
  'adminNodeHolders',
  'decides',
  'ephemeralExports',
] as const;
export type VatFact = (typeof VAT_FACTS)[number];

export type InventoryVat = {
  readonly vatID: string;
  /** Given at creation; never changes and need not be unique. */
  readonly name: string | null;
  readonly kind: (typeof VAT_KINDS)[number] | null;
  readonly critical: boolean | null;
  /** `xsnap` or `local`. */
  readonly worker: string | null;
  readonly incarnation: number | null;
  /** What the vat runs; of a contract's vat that is ZCF. */
  readonly bundleID: string | null;
  /** A contract's own code; null with a source: it is no contract. */
  readonly contractBundleID: string | null;
  readonly lockdownBundleID: string | null;
  readonly supervisorBundleID: string | null;
  /** The current span, end exclusive; the vat map does not tell where it starts. */
  readonly transcript: { readonly startPos: number | null; readonly endPos: number } | null;
  /** Sizes in bytes. */
  readonly snapshot: {
    readonly pos: number;
    readonly uncompressed: number | null;
    readonly compressed: number | null;
  } | null;
  readonly clist: {
    readonly objects: number;
    readonly promises: number;
    readonly devices: number;
    readonly exports: number;
  } | null;
  /** Which vats can have it upgraded; none: nobody can. */
  readonly adminNodeHolders: readonly string[] | null;
  /** Unresolved promises that the vat decides: all are rejected when it is upgraded. */
  readonly decides: Kept<Decided> | null;
  /** Exports that the next incarnation does not have: neither `o+0` nor durable. */
  readonly ephemeralExports: Kept<EphemeralExport> | null;
  readonly from: FactSources;
};
export type FactSources = Readonly<Partial<Record<VatFact, Source>>>;

/** The first `ENTRIES_KEPT` of `total`. */
export type Kept<T> = { readonly entries: readonly T[]; readonly total: number };

/** `queued`: messages that wait for it and are rejected with it. */
export type Decided = {
  readonly kpid: string;
  readonly subscribers: readonly string[];
  readonly queued: number;
};

export type EphemeralExport = {
  readonly vref: string;
  readonly kref: string;
  /** Reachable: the importer can send to it; otherwise it only compares identity. */
  readonly importers: readonly { readonly vatID: string; readonly reachable: boolean }[];
};

/** `left`: how many keys, snapshots and transcript items of it are still to be deleted; most exports do not tell the items. */
export type TerminatedVat = {
  readonly vatID: string;
  readonly name: string | null;
  readonly left: {
    readonly clist: number;
    readonly vatstore: number;
    readonly snapshots: number;
    readonly transcript: number | null;
  } | null;
  readonly from: Source;
};

/** An inventory of no vats. */
export const emptyInventory = (label: string): Inventory => ({
  schema: INVENTORY_SCHEMA,
  label,
  takenAt: null,
  chain: { chainId: null, height: null, kernelSchema: null, sdk: null },
  currentZcf: null,
  nextUpgradeID: null,
  vats: [],
  terminated: [],
  sources: [],
  notes: [],
});

/** A vat of which only the id is known. */
export const unknownVat = (vatID: string): InventoryVat => ({
  vatID,
  name: null,
  kind: null,
  critical: null,
  worker: null,
  incarnation: null,
  bundleID: null,
  contractBundleID: null,
  lockdownBundleID: null,
  supervisorBundleID: null,
  transcript: null,
  snapshot: null,
  clist: null,
  adminNodeHolders: null,
  decides: null,
  ephemeralExports: null,
  from: {},
});

/** Every fact that is not null, from one source. */
export const allFrom = (vat: Omit<InventoryVat, 'from'>, source: Source): FactSources =>
  Object.fromEntries(VAT_FACTS.flatMap((fact) => (vat[fact] === null ? [] : [[fact, source]])));

/** v9 before v10; for `toSorted`. */
export const byVatNumber = (a: { readonly vatID: string }, b: { readonly vatID: string }): number =>
  Number(a.vatID.slice(1)) - Number(b.vatID.slice(1));

/** "v14 bank", or the id alone. */
export const sayVat = ({ vatID, name }: { readonly vatID: string; readonly name: string | null }): string =>
  name === null ? vatID : `${vatID} ${name}`;

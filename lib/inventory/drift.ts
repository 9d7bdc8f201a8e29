import type { BuiltBundle, BuiltBundles } from '@/lib/inventory/built-bundles';
import type { Inventory, InventoryVat } from '@/lib/inventory/inventory';
import { shortBundle } from '@/lib/inventory/say-fact';
import { upgradable } from '@/lib/inventory/upgradable';
import { labelOf } from '@/lib/plan/chain';

/** A vat against what a branch builds. `worker`: the same of its lockdown and supervisor, which an upgrade takes anew. */
export type Drift = {
  readonly vatID: string;
  readonly name: string | null;
  readonly verdict: 'current' | 'behind' | 'unknown' | 'not-upgradable';
  /** Of a contract its own code, not ZCF. */
  readonly running: string | null;
  readonly built: string | null;
  readonly entrypoint: string | null;
  readonly worker: 'current' | 'behind' | 'unknown';
  /** Of a contract: the ZCF that is built, where the chain does not start contracts with it yet. */
  readonly newZcf: string | null;
  readonly reason: string;
};

/** Whose code a label's vat runs, where that is not called like the label. */
const CODE_OF_LABELS: readonly (readonly [label: RegExp, code: string])[] = [
  [/ governor$/i, 'contractGovernor'],
  [/mintHolder/i, 'mintHolder'],
  [/_price_feed$/i, 'fluxAggregatorContract'],
  [/^scaledPriceAuthority/i, 'scaledPriceAuthority'],
  [/^reserve$/i, 'assetReserve'],
  [/^psm\b/i, 'psm'],
  [/committee$/i, 'committee'],
];

type Built = ReadonlyMap<string, readonly BuiltBundle[]>;

/** `bank-v2` is the second version of bank's code, as the rehearsal names its bundles; null for a name without a version. */
function versionOf(name: string): { readonly of: string; readonly version: number } | null {
  const [, of, version] = /^(.+)-v(\d{1,6})$/.exec(name) ?? [];
  return of === undefined ? null : { of, version: Number(version) };
}

/** The newest version of each name that is only built in versions, under the name itself. */
function newestOf(bundles: readonly BuiltBundle[]): BuiltBundle[] {
  const versions = bundles.flatMap((bundle) => {
    const named = versionOf(bundle.name);
    return named ? [{ ...named, bundle }] : [];
  });
  const newest = new Map<string, number>();
  for (const { of, version } of versions) newest.set(of, Math.max(version, newest.get(of) ?? 0));
  const plain = new Set(bundles.map(({ name }) => name));
  return versions
    .filter(({ of, version }) => version === newest.get(of) && !plain.has(of))
    .map(({ of, bundle }) => ({ ...bundle, name: of }));
}

/** By name in small letters; each bundle once. */
function byName({ bundles }: BuiltBundles): Built {
  const built = new Map<string, BuiltBundle[]>();
  for (const bundle of [...bundles, ...newestOf(bundles)]) {
    const key = bundle.name.toLowerCase();
    const known = built.get(key) ?? [];
    if (!known.some((other) => other.bundle === bundle.bundle)) built.set(key, [...known, bundle]);
  }
  return built;
}

/** The first of the names that anything is built under. */
const find = (names: readonly string[], built: Built): readonly BuiltBundle[] =>
  names.map((name) => built.get(name.toLowerCase()) ?? []).find(({ length }) => length > 0) ?? [];

function namesOf({ vatID, name }: InventoryVat): string[] {
  if (name === null) return [vatID];
  const label = labelOf(name);
  const code = CODE_OF_LABELS.find(([pattern]) => pattern.test(label))?.[1];
  return [vatID, name, label, ...(code === undefined ? [] : [code])];
}

/** A contract's vat runs ZCF, and in it the contract's own code. */
export const isContract = ({ name, contractBundleID }: InventoryVat): boolean =>
  contractBundleID !== null || name?.startsWith('zcf-') === true;

type Judged = Pick<Drift, 'verdict' | 'reason'>;
const unknown = (reason: string): Judged => ({ verdict: 'unknown', reason });

function judge(running: string | null, found: readonly BuiltBundle[]): Judged {
  const [bundle, other] = found;
  if (!bundle) return unknown('Nothing that was built is known to be its code.');
  if (other)
    return unknown(`Two different bundles are built as ${bundle.name}: ${bundle.file} and ${other.file}.`);
  if (running === null) return unknown('The inventory does not say what it runs.');
  if (running === bundle.bundle) return { verdict: 'current', reason: 'It runs what is built.' };
  const reason = `It runs ${shortBundle(running)}; ${bundle.entrypoint ?? bundle.name} builds ${shortBundle(bundle.bundle)}.`;
  return { verdict: 'behind', reason };
}

/** The one ZCF that is built. */
function zcfIn(built: Built): string | null {
  const [zcf, other] = find(['zcf', 'contractFacet'], built);
  return zcf && !other ? zcf.bundle : null;
}

/** A contract whose own code is current is behind all the same if its ZCF is: any upgrade takes the new one. */
function judgeZcf(vat: InventoryVat, code: Judged, built: Built): Judged {
  const zcf = zcfIn(built);
  if (!isContract(vat) || code.verdict !== 'current' || zcf === null || vat.bundleID === null) return code;
  if (vat.bundleID === zcf) return code;
  const reason = `Its own code is current; its ZCF is ${shortBundle(vat.bundleID)}, and ${shortBundle(zcf)} is built.`;
  return { verdict: 'behind', reason };
}

function judgeWorker(vat: InventoryVat, built: Built): Drift['worker'] {
  const pairs = [
    [vat.lockdownBundleID, find(['lockdown', 'xsnap-lockdown'], built)[0]?.bundle],
    [vat.supervisorBundleID, find(['supervisor', 'swingset-xsnap-supervisor'], built)[0]?.bundle],
  ].filter((pair): pair is [string, string] => typeof pair[0] === 'string' && pair[1] !== undefined);
  if (pairs.length === 0) return 'unknown';
  return pairs.every(([running, fresh]) => running === fresh) ? 'current' : 'behind';
}

function driftOfVat(vat: InventoryVat, inventory: Inventory, built: Built): Drift {
  const running = isContract(vat) ? vat.contractBundleID : vat.bundleID;
  const found = find(namesOf(vat), built);
  const { verdict, reason } = upgradable(vat, inventory);
  const judged =
    verdict === 'no'
      ? { verdict: 'not-upgradable' as const, reason }
      : judgeZcf(vat, judge(running, found), built);
  const one = found.length === 1 ? found[0] : undefined;
  const [worker, zcf] = [judgeWorker(vat, built), zcfIn(built)];
  const older = worker === 'behind' ? ' Its lockdown or supervisor is older than what is built.' : '';
  return {
    vatID: vat.vatID,
    name: vat.name,
    verdict: judged.verdict,
    running,
    built: one?.bundle ?? null,
    entrypoint: one?.entrypoint ?? null,
    worker,
    newZcf: isContract(vat) && zcf !== inventory.currentZcf ? zcf : null,
    reason: `${judged.reason}${older}`,
  };
}

/**
 * Every live vat against what a branch builds, found by its id, its name, its label or the code that its label stands for. A vat that
 * cannot be upgraded is that before it is behind; two different bundles under one name decide nothing.
 */
export function driftOf(inventory: Inventory, bundles: BuiltBundles): Drift[] {
  const built = byName(bundles);
  return inventory.vats.map((vat) => driftOfVat(vat, inventory, built));
}

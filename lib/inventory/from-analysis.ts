import {
  allFrom,
  byVatNumber,
  emptyInventory,
  type Inventory,
  type InventoryNote,
  type InventoryVat,
  type TerminatedVat,
  unknownVat,
} from '@/lib/inventory/inventory';
import { safeText } from '@/lib/inventory/safe-text';
import type { Analysis, Upgrade, Vat } from '@/lib/upgrade/analysis';

/** What a log does not say of itself. */
export type SlogName = { readonly name?: string; readonly chainId?: string | null };

const safe = (text: string | null): string | null => (text === null ? null : safeText(text));

const lasts = ({ outcome, lost, committed }: Upgrade): boolean =>
  outcome === 'upgraded' && !lost && committed !== false;

/** The contract that each vat came to run, by its last upgrade that lasts. */
const contractsOf = (upgrades: readonly Upgrade[]): ReadonlyMap<string, string> =>
  new Map(
    upgrades.flatMap((upgrade) =>
      lasts(upgrade) && upgrade.contractBundleID !== null
        ? [[upgrade.vatID, upgrade.contractBundleID] as const]
        : [],
    ),
  );

function vatOf(vat: Vat, contracts: ReadonlyMap<string, string>): InventoryVat {
  const known = {
    ...unknownVat(vat.vatID),
    name: safe(vat.name),
    kind: vat.dynamic === null ? null : vat.dynamic ? ('dynamic' as const) : ('static' as const),
    worker: safe(vat.managerType),
    incarnation: vat.incarnation,
    bundleID: safe(vat.bundleID),
    contractBundleID: safe(contracts.get(vat.vatID) ?? null),
  };
  return { ...known, from: allFrom(known, 'slog') };
}

const isOver = ({ state }: Vat): boolean =>
  state === 'terminated' || state === 'cleaning' || state === 'gone';

const endedOf = ({ vatID, name }: Vat): TerminatedVat => ({
  vatID,
  name: safe(name),
  left: null,
  from: 'slog',
});

function notesOf({ summary, upgrades }: Pick<Analysis<unknown>, 'summary' | 'upgrades'>): InventoryNote[] {
  const open = upgrades.filter(({ outcome, lost }) => outcome === 'interrupted' && !lost);
  return [
    { where: 'slog', message: 'A log shows only vats that worked while it was written; others may exist.' },
    ...(summary.open
      ? [{ where: 'slog', message: 'The log ends in the middle of work; what that work did is not in here.' }]
      : []),
    ...open.map(({ vatID }) => ({ where: vatID, message: 'The log ends inside its upgrade.' })),
  ];
}

/**
 * What a run's log tells of its chain's vats at its end: names, bundles, incarnations and who is terminated, of the vats that it
 * mentions. Who decides or holds what, a log does not tell: those facts are null.
 */
export function inventoryFromAnalysis(analysis: Analysis<unknown>, of: SlogName = {}): Inventory {
  const { source, vats, blocks, upgrades } = analysis;
  const { name = 'slog', chainId = null } = of;
  const contracts = contractsOf(upgrades);
  const last = blocks.findLast(({ committed, lost }) => committed && !lost);
  const empty = emptyInventory(name);
  return {
    ...empty,
    takenAt: source.lastTime === null ? null : Math.round(source.lastTime * 1000),
    chain: { ...empty.chain, chainId, height: last?.blockHeight ?? null },
    vats: vats
      .filter((vat) => !isOver(vat))
      .map((vat) => vatOf(vat, contracts))
      .toSorted(byVatNumber),
    terminated: vats.filter(isOver).map(endedOf).toSorted(byVatNumber),
    sources: [{ kind: 'slog', name, bytes: source.bytes, sha256: source.sha256 }],
    notes: notesOf(analysis),
  };
}

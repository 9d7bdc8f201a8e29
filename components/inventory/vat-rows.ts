import type { SortValue } from '@/components/inventory/sort-rows';
import { UPGRADABLE_MARKS } from '@/components/inventory/words';
import { type BlastRadius, blastRadius } from '@/lib/inventory/blast-radius';
import type { Inventory, InventoryVat, VatFact } from '@/lib/inventory/inventory';
import { type Upgradable, upgradable } from '@/lib/inventory/upgradable';

/** A vat with what follows from the inventory. */
export type VatRow = {
  readonly vat: InventoryVat;
  readonly reach: Upgradable;
  readonly radius: BlastRadius;
};

export const vatRows = (inventory: Inventory): readonly VatRow[] =>
  inventory.vats.map((vat) => ({
    vat,
    reach: upgradable(vat, inventory),
    radius: blastRadius(inventory, vat.vatID),
  }));

/** Of a contract its own code, else what the vat runs. */
export const codeOf = ({ bundleID, contractBundleID }: InventoryVat): string | null =>
  contractBundleID ?? bundleID;

export const others = ({ vat, radius }: VatRow): number | null =>
  vat.decides === null ? null : radius.subscribers.filter(({ vatID }) => vatID !== vat.vatID).length;

const yesNo = (value: boolean | null): string | null => (value === null ? null : value ? 'yes' : 'no');
const span = ({ transcript }: InventoryVat): number | null =>
  transcript === null || transcript.startPos === null ? null : transcript.endPos - transcript.startPos;

export type VatColumn = {
  /** As it stands in the address. */
  readonly name: string;
  readonly word: string;
  readonly figures?: true;
  /** Whose source the cell names; null: it follows from several facts. */
  readonly fact: VatFact | null;
  readonly by: (row: VatRow) => SortValue;
  readonly bytes?: true;
};

/** The columns of the table, of its sorting and of what is copied. */
export const VAT_COLUMNS: readonly VatColumn[] = [
  { name: 'vat', word: 'Vat', fact: null, by: ({ vat }) => Number(vat.vatID.slice(1)) },
  { name: 'name', word: 'Name', fact: 'name', by: ({ vat }) => vat.name },
  {
    name: 'upgradable',
    word: 'Upgradable',
    fact: null,
    by: ({ reach }) => UPGRADABLE_MARKS[reach.verdict].word,
  },
  {
    name: 'incarnation',
    word: 'Incarnation',
    figures: true,
    fact: 'incarnation',
    by: ({ vat }) => vat.incarnation,
  },
  { name: 'bundle', word: 'Bundle', fact: 'bundleID', by: ({ vat }) => codeOf(vat) },
  { name: 'worker', word: 'Worker', fact: 'worker', by: ({ vat }) => vat.worker },
  { name: 'critical', word: 'Critical', fact: 'critical', by: ({ vat }) => yesNo(vat.critical) },
  {
    name: 'decides',
    word: 'Decides',
    figures: true,
    fact: 'decides',
    by: ({ vat }) => vat.decides?.total ?? null,
  },
  { name: 'severs', word: 'Severs', figures: true, fact: 'decides', by: others },
  {
    name: 'abandons',
    word: 'Abandons',
    figures: true,
    fact: 'ephemeralExports',
    by: ({ vat }) => vat.ephemeralExports?.total ?? null,
  },
  {
    name: 'exports',
    word: 'Exports',
    figures: true,
    fact: 'clist',
    by: ({ vat }) => vat.clist?.exports ?? null,
  },
  { name: 'transcript', word: 'Transcript', figures: true, fact: 'transcript', by: ({ vat }) => span(vat) },
  {
    name: 'snapshot',
    word: 'Snapshot',
    figures: true,
    fact: 'snapshot',
    bytes: true,
    by: ({ vat }) => vat.snapshot?.compressed ?? vat.snapshot?.uncompressed ?? null,
  },
];

/** Those of which the id, name, code, verdict or its reason hold every word of the filter. */
export function filterVats(rows: readonly VatRow[], filter: string): readonly VatRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter(({ vat, reach }) => {
    const { vatID, name, bundleID, contractBundleID, worker } = vat;
    const verdict = `upgradable:${reach.verdict}`;
    const critical = vat.critical ? 'critical' : '';
    const text = [vatID, name, bundleID, contractBundleID, worker, verdict, critical, reach.reason].join(' ');
    return words.every((word) => text.toLowerCase().includes(word));
  });
}

const plain = (value: SortValue): string => String(value ?? '').replace(/\s+/g, ' ');

/** The table as tab-separated lines, for a sheet; what is not known is empty. */
export function vatsAsTsv(rows: readonly VatRow[]): string {
  const lines = rows.map((row) =>
    VAT_COLUMNS.map(({ name, by }) => (name === 'vat' ? row.vat.vatID : plain(by(row)))),
  );
  return [VAT_COLUMNS.map(({ word }) => word), ...lines].map((cells) => cells.join('\t')).join('\n');
}

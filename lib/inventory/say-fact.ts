import type { Inventory, InventoryVat, VatFact } from '@/lib/inventory/inventory';

/** Facts as a sentence names them. */
export const FACT_WORDS: Readonly<Record<VatFact, string>> = {
  name: 'name',
  kind: 'kind',
  critical: 'critical',
  worker: 'worker',
  incarnation: 'incarnation',
  bundleID: 'bundle',
  contractBundleID: 'contract bundle',
  lockdownBundleID: 'lockdown bundle',
  supervisorBundleID: 'supervisor bundle',
  transcript: 'transcript',
  snapshot: 'snapshot',
  clist: 'c-list',
  adminNodeHolders: 'holders of its admin node',
  decides: 'promises it decides',
  ephemeralExports: 'exports that are not durable',
};

/** `b1-7d5fe9…`: as much of a bundle id as tells it from others. */
export const shortBundle = (bundle: string): string =>
  /^b[01]-[0-9a-f]{13,}$/.test(bundle) ? `${bundle.slice(0, 12)}…` : bundle;

/** A value as a sentence says it; lists of promises and exports by their number. */
export function sayValue(value: InventoryVat[VatFact] | Inventory['nextUpgradeID']): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return shortBundle(value);
  if (typeof value !== 'object') return value === true ? 'yes' : value === false ? 'no' : String(value);
  if ('total' in value) return String(value.total);
  if ('join' in value) return value.length === 0 ? 'nobody' : value.join(', ');
  return Object.entries(value)
    .map(([key, part]) => `${key} ${part}`)
    .join(', ');
}

/** The same value, whatever the order of an object's fields. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const [mine, others] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    mine.length === others.size &&
    mine.every(([key, value]) => others.has(key) && sameValue(value, others.get(key)))
  );
}

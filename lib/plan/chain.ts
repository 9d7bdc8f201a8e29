import type { Plan } from '@/lib/plan/plan';
import { REHEARSAL_CHAIN } from '@/lib/plan/rehearsal-plan';

/** Which of the chain-specific switches of builders and upgrade names a chain takes; null for chains that have none of them. */
export type Variant = 'MAINNET' | 'DEVNET' | 'EMERYNET' | 'A3P_INTEGRATION';

/** A clone of mainnet counts as mainnet (agoric-sdk #11912). */
const CHAINS: readonly (readonly [pattern: RegExp, variant: Variant])[] = [
  [/^agoric-3$|^agoric-mainfork-\d+$/, 'MAINNET'],
  [/^agoricdev-\d+$/, 'DEVNET'],
  [/^agoric-emerynet-\d+$/, 'EMERYNET'],
  [/^agoriclocal$/, 'A3P_INTEGRATION'],
];

/** The endings that say for which chain an upgrade name is (golang/cosmos/app/upgrade.go). */
const NAMES: readonly (readonly [pattern: RegExp, variant: Variant])[] = [
  [/-devnet$|_devnet$/i, 'DEVNET'],
  [/-emerynet$|_emerynet$/i, 'EMERYNET'],
  [/-a3p$|_A3P_INTEGRATION$/i, 'A3P_INTEGRATION'],
  [/^UNRELEASED_main$/i, 'MAINNET'],
];

const firstOf = (table: typeof CHAINS, text: string): Variant | null =>
  table.find(([pattern]) => pattern.test(text))?.[1] ?? null;

export const variantOfChain = ({ chain }: Pick<Plan, 'chain'>): Variant | null => firstOf(CHAINS, chain);
export const variantOfName = ({ upgradeName }: Pick<Plan, 'upgradeName'>): Variant | null =>
  firstOf(NAMES, upgradeName);

export const isRehearsal = ({ chain }: Pick<Plan, 'chain'>): boolean => chain === REHEARSAL_CHAIN;

/** Ids of mainnet's vats that builders and rules call by name. */
const MAINNET_VATS: Readonly<Record<string, string>> = {
  v1: 'bootstrap',
  v2: 'vatAdmin',
  v9: 'zoe',
  v14: 'bank',
  v28: 'provisionPool',
  v43: 'walletFactory',
};

/** How builders and people call the vat: contracts' vats are `zcf-b1-xxxxx-LABEL` on a chain, governors `LABEL-governor` or `LABEL.governor`. */
export const labelOf = (vat: string): string =>
  vat
    .replace(/^zcf-(b1-[0-9a-f]+-)?/, '')
    .replace(/(?<=.)[-.]governor$/, ' governor')
    .replace(/^mintHolder-(.+)$/, '$1 mintHolder');

/** One name for each vat: its label, or what mainnet's vats of an id are called. */
export function commonName(vat: string, plan: Pick<Plan, 'chain'>): string {
  const label = labelOf(vat);
  return variantOfChain(plan) === 'MAINNET' && Object.hasOwn(MAINNET_VATS, label)
    ? (MAINNET_VATS[label] ?? label)
    : label;
}

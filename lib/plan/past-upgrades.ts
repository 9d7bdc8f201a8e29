import { CATALOGUE } from '@/lib/plan/builders';
import { moduleOf, stepFromCatalogue } from '@/lib/plan/catalogue';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Constraint, CoreEvalStep, Plan, VatOptionUpdate } from '@/lib/plan/plan';

/** A proposal by its builder's file; `!` names the other entrypoint of upgrade-vats. */
type Past = string | readonly [script: string, arg: unknown];

export type PastUpgrade = {
  /** As the software upgrade was named on mainnet. */
  readonly name: string;
  readonly steps: readonly (readonly Past[])[];
  readonly vatOptionUpdates?: readonly VatOptionUpdate[];
  /** Why it broke a rule of order on purpose. */
  readonly constraints?: readonly Constraint[];
};

const WALLET = 'build-wallet-factory2-upgrade.js';
const MAINNET = { variant: 'MAINNET' };

/** The handler's steps of mainnet's upgrades, in order (plan-formats 10). */
export const PAST_UPGRADES: readonly PastUpgrade[] = [
  { name: 'agoric-upgrade-14', steps: [[WALLET], ['replace-zoe.js'], ['revive-kread.js']] },
  { name: 'agoric-upgrade-15', steps: [['upgrade-zcf.js'], [WALLET]] },
  {
    name: 'agoric-upgrade-16',
    steps: [
      ['replace-zoe.js'],
      ['revive-kread.js'],
      ['replace-provisioning.js'],
      ['init-network.js', 'init-localchain.js', 'init-transfer.js'],
    ],
  },
  { name: 'agoric-upgrade-17', steps: [['upgrade-orch-core.js'], [WALLET], ['init-orchestration.js']] },
  {
    name: 'agoric-upgrade-18',
    steps: [
      ['replace-electorate-core.js'],
      ['updatePriceFeeds.js'],
      ['add-auction.js'],
      ['upgradeVaults.js'],
      ['upgrade-zoe.js'],
      ['revive-kread.js'],
      [WALLET],
      ['upgrade-board.js'],
      ['upgrade-orchestration.js'],
      ['terminate-governor-instance.js'],
    ],
  },
  { name: 'agoric-upgrade-18a', steps: [] },
  {
    name: 'agoric-upgrade-19',
    steps: [
      ['upgrade-zcf.js'],
      [WALLET],
      [['upgrade-mintHolder.js', MAINNET]],
      ['replace-feeDistributor-combo.js'],
      ['upgrade-paRegistry.js'],
      ['upgrade-provisionPool.js'],
      ['upgrade-bank.js'],
      ['upgrade-agoricNames.js'],
      ['upgrade-asset-reserve.js'],
      ['upgrade-psm.js'],
    ],
    constraints: [
      {
        id: 'wallet-first',
        first: { vat: 'walletFactory' },
        then: { vat: 'provisionPool' },
        strength: 'advisory',
        reason: 'This upgrade’s provisionPool needs walletFactory, and ran after it on mainnet.',
        link: null,
      },
    ],
  },
  {
    name: 'agoric-upgrade-20',
    steps: [['upgrade-orchestration.js'], ['upgrade-zcf.js'], [WALLET], ['upgrade-bank.js']],
  },
  {
    name: 'agoric-upgrade-21',
    steps: [
      ['upgrade-zcf.js'],
      ['upgrade-provisionPool-to-BLD.js'],
      [WALLET],
      [
        [
          'upgrade-vats.js!',
          [
            {
              kitLookup: ['reserveKit'],
              bundleName: 'assetReserve',
              entrypoint: '@agoric/inter-protocol/src/reserve/assetReserve.js',
            },
          ],
        ],
      ],
      [['terminate-governed-instance.js', ['board052184:stkATOM-USD_price_feed']]],
    ],
  },
  {
    name: 'agoric-upgrade-22',
    steps: [
      [
        [
          'terminate-governed-instance.js',
          [
            'board02963:ATOM-USD_price_feed',
            'board012113:stATOM-USD_price_feed',
            'board002164:stOSMO-USD_price_feed',
            'board043173:stTIA-USD_price_feed',
          ],
        ],
      ],
    ],
  },
  {
    name: 'agoric-upgrade-23',
    steps: [[WALLET]],
    vatOptionUpdates: [{ vatID: 'v288', label: 'ymax1', options: { critical: true } }],
  },
];

function proposalOf(past: Past): CoreEvalStep['proposals'] {
  const [named, arg] = typeof past === 'string' ? [past, undefined] : past;
  const file = named.replace('!', '');
  const entries = CATALOGUE.filter((entry) => moduleOf(entry).endsWith(`/${file}`));
  const entry = named.endsWith('!') ? entries.at(-1) : entries[0];
  if (!entry) return [];
  const args = arg === undefined ? {} : { args: [arg] };
  return stepFromCatalogue({ ...entry, ...args }, () => file).proposals;
}

const scriptOf = (past: Past): string => (typeof past === 'string' ? past : past[0]).replace(/\.js!?$/, '');

/** A past upgrade as a plan for mainnet. */
export function planOfPast({ name, steps, vatOptionUpdates = [], constraints = [] }: PastUpgrade): Plan {
  return {
    ...emptyPlan('agoric-3', name),
    vatOptionUpdates,
    constraints,
    steps: steps.map((proposals, i) => ({
      kind: 'core-eval',
      id: `${name}-${i}`,
      title: proposals.map(scriptOf).join(', '),
      proposals: proposals.flatMap(proposalOf),
      together: null,
      notes: '',
      links: [],
    })),
  };
}

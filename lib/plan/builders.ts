/** What a proposal does to a vat or to what vats are made of. `vat` is a name; for zcf it is `zcf`. */
export type Target = {
  readonly kind: 'vat' | 'contract' | 'zcf' | 'terminate' | 'create';
  readonly vat: string;
};

/** How the targets follow from the args where they are not always the same. */
export type TargetsFromArgs = 'vat-names' | 'kit-names' | 'mint-holders' | 'instances';

export type CatalogueEntry = {
  /** Path under `@agoric/builders/scripts/`, or a whole module. */
  readonly script: string;
  readonly entrypoint?: string;
  readonly title: string;
  readonly targets: readonly Target[] | TargetsFromArgs;
  /** Args to start from. */
  readonly args?: readonly unknown[];
  /** The name under which `agoric run` writes its files, where that is not the script's. */
  readonly output?: string;
  /** What to know when planning it. */
  readonly note?: string;
  /** Not in agoric-sdk any more; old plans name it. */
  readonly removed?: true;
};

const vats = (...names: string[]): Target[] => names.map((vat) => ({ kind: 'vat', vat }));
const contracts = (...names: string[]): Target[] => names.map((vat) => ({ kind: 'contract', vat }));
const creates = (...names: string[]): Target[] => names.map((vat) => ({ kind: 'create', vat }));
const ZCF: Target = { kind: 'zcf', vat: 'zcf' };

/** The builders that agoric-sdk has, and those that older plans name (plan-formats 9). */
export const CATALOGUE: readonly CatalogueEntry[] = [
  {
    script: 'vats/upgrade-vats.js',
    entrypoint: 'upgradeVatsProposalBuilder',
    title: 'Upgrade vats by name',
    targets: 'vat-names',
    args: [{ bridge: '@agoric/vats/src/vat-bridge.js' }],
    note: 'Upgrades any vats in bootstrap’s vatStore one after the other; a name that is not there rejects the proposal.',
  },
  {
    script: 'vats/upgrade-vats.js',
    entrypoint: 'upgradeZoeContractsProposalBuilder',
    title: 'Upgrade contracts by their kits',
    targets: 'kit-names',
    args: [
      [
        {
          kitLookup: ['reserveKit'],
          bundleName: 'assetReserve',
          entrypoint: '@agoric/inter-protocol/src/reserve/assetReserve.js',
        },
      ],
    ],
    note: 'Also installs the bundle under agoricNames.installation.',
  },
  { script: 'vats/upgrade-zoe.js', title: 'Upgrade zoe', targets: vats('zoe'), note: 'ZCF stays as it is.' },
  {
    script: 'vats/replace-zoe.js',
    title: 'Upgrade zoe, then set a new ZCF',
    targets: [...vats('zoe'), ZCF],
    output: 'replace-zcf',
  },
  {
    script: 'vats/upgrade-zcf.js',
    title: 'Set a new ZCF',
    targets: [ZCF],
    note: 'No vat: the new ZCF is used by every later start, restart or upgrade of a contract.',
  },
  {
    script: 'vats/upgrade-bank.js',
    title: 'Upgrade bank',
    targets: vats('bank'),
    note: 'Bank is critical: if it fails for good, the kernel panics.',
  },
  {
    script: 'vats/upgrade-board.js',
    title: 'Upgrade board',
    targets: vats('board'),
    note: 'Compares all ids before and after, and rejects if one changed.',
  },
  {
    script: 'vats/upgrade-agoricNames.js',
    title: 'Upgrade agoricNames',
    targets: vats('agoricNames'),
    note: 'Names that are reserved and not set are lost (#10616).',
  },
  {
    script: 'vats/upgrade-paRegistry.js',
    title: 'Upgrade priceAuthority',
    targets: vats('priceAuthority'),
    note: 'Then demands an ATOM quote: it hangs or fails without a live ATOM price feed.',
  },
  {
    script: 'vats/replace-provisioning.js',
    title: 'Upgrade provisioning',
    targets: vats('provisioning'),
    output: 'gov-provisioning',
  },
  {
    script: 'vats/upgrade-provisionPool.js',
    title: 'Upgrade provisionPool and its governor',
    targets: contracts('provisionPool', 'provisionPool governor'),
    output: 'upgrade-provision-pool',
    note: 'Two upgrades in one step; needs committee, bank and walletFactory.',
  },
  {
    script: 'vats/upgrade-provisionPool-to-BLD.js',
    title: 'Upgrade provisionPool and its governor, to BLD',
    targets: contracts('provisionPool', 'provisionPool governor'),
    note: 'Two upgrades in one step; needs committee, bank and walletFactory.',
  },
  {
    script: 'smart-wallet/build-wallet-factory2-upgrade.js',
    title: 'Upgrade walletFactory',
    targets: contracts('walletFactory'),
    output: 'upgrade-wallet-factory',
    note: 'Belongs into every software upgrade (#10794), after provisionPool if both.',
  },
  {
    script: 'smart-wallet/build-walletFactory-upgrade.js',
    title: 'Upgrade walletFactory (older form)',
    targets: contracts('walletFactory'),
    output: 'upgrade-walletFactory',
    note: 'Also publishes brand info again.',
  },
  {
    script: 'vats/upgrade-mintHolder.js',
    title: 'Upgrade mintHolders',
    targets: 'mint-holders',
    args: [{ variant: 'MAINNET' }],
    note: 'An unknown label is an error on the console only. Works inside an upgrade; from a shell it never accepts its args.',
  },
  {
    script: 'vats/upgrade-orchestration.js',
    title: 'Upgrade ibc, network, localchain, transfer and orchestration',
    targets: vats('ibc', 'network', 'localchain', 'transfer', 'orchestration'),
    note: 'Five vats in one run.',
  },
  {
    script: 'vats/restart-vats.js',
    title: 'Restart all contracts and governors',
    targets: [...vats('ibc', 'network'), ...contracts('every contract')],
    note: 'For emergencies and tests; collects failures, then rejects.',
  },
  {
    script: 'vats/revive-kread.js',
    title: 'Repair KREAd’s subscribers',
    targets: [],
    note: 'Follows an upgrade of zoe.',
  },
  {
    script: 'vats/init-network.js',
    title: 'Create network',
    targets: creates('network', 'ibc'),
    output: 'gov-network',
  },
  { script: 'vats/init-localchain.js', title: 'Create localchain', targets: creates('localchain') },
  {
    script: 'vats/init-transfer.js',
    title: 'Create transfer',
    targets: creates('transfer'),
    note: 'After localchain.',
  },
  { script: 'vats/init-orchestration.js', title: 'Create orchestration', targets: creates('orchestration') },
  {
    script: 'vats/probe-zcf-bundle.js',
    title: 'Probe ZCF (a test)',
    targets: [...contracts('walletFactory'), ...vats('zoe')],
  },
  {
    script: '@agoric/vats/src/proposals/terminate-governed-instance.js',
    title: 'Terminate a contract and its governor',
    targets: 'instances',
    args: [['board02963:ATOM-USD_price_feed']],
    note: 'Each target is board id and label; the label must be that of the kit.',
  },
  {
    script: 'vats/upgrade-orch-core.js',
    title: 'Upgrade network and ibc, create orchestration’s core',
    targets: vats('network', 'ibc'),
    removed: true,
  },
  {
    script: 'vats/upgradeVaults.js',
    title: 'Upgrade vaultFactory',
    targets: contracts('vaultFactory'),
    removed: true,
  },
  {
    script: 'vats/add-auction.js',
    title: 'Start a new auction',
    targets: creates('auctioneer'),
    removed: true,
  },
  {
    script: 'vats/upgrade-asset-reserve.js',
    title: 'Upgrade assetReserve',
    targets: contracts('assetReserve'),
    removed: true,
  },
  { script: 'vats/upgrade-psm.js', title: 'Upgrade PSMs', targets: contracts('psm'), removed: true },
  {
    script: 'vats/terminate-governor-instance.js',
    title: 'Terminate a governor',
    targets: 'instances',
    removed: true,
  },
  {
    script: 'inter-protocol/replace-electorate-core.js',
    title: 'Replace the electorate',
    targets: creates('economicCommittee'),
    removed: true,
  },
  {
    script: 'inter-protocol/updatePriceFeeds.js',
    title: 'Start new price feeds',
    targets: creates('price feeds'),
    removed: true,
  },
  {
    script: 'inter-protocol/replace-feeDistributor.js',
    title: 'Replace feeDistributor',
    targets: creates('feeDistributor'),
    removed: true,
  },
  {
    script: 'inter-protocol/replace-feeDistributor-combo.js',
    title: 'Replace feeDistributor',
    targets: creates('feeDistributor'),
    removed: true,
  },
];

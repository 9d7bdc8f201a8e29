// The chain's parameters as its host reports them when it starts.

/** @param {[string, string][]} beans */
const units = (beans) => beans.map(([key, value]) => ({ key, beans: value }));

export const PARAMS = {
  beans_per_unit: units([
    ['xsnapComputron', '100'],
    ['blockComputeLimit', '800000000'],
    ['vatCreation', '30000000'],
    ['feeUnit', '1000000000000'],
    ['inboundTx', '10000000000'],
    ['message', '1000000000'],
    ['messageByte', '20000000'],
    ['minFeeDebit', '200000000000'],
    ['storageByte', '2000000000'],
    ['smartWalletProvision', '1000000000000'],
  ]),
  fee_unit_price: [{ denom: 'ubld', amount: '1000000' }],
  bootstrap_vat_config: '@agoric/vm-config/decentral-main-vaults-config.json',
  power_flag_fees: [{ power_flag: 'SMART_WALLET', fee: [{ denom: 'ubld', amount: '10000000' }] }],
  queue_max: [{ key: 'inbound', size: 1000 }],
  vat_cleanup_budget: [
    { key: 'default', value: '5' },
    { key: 'kv', value: '50' },
  ],
};

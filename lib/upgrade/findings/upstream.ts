/** Where upstream does what the rules look for. */
const SDK = 'https://github.com/Agoric/agoric-sdk/blob/master/packages';
export const UPSTREAM = {
  kernel: `${SDK}/SwingSet/src/kernel/kernel.js`,
  vatAdmin: `${SDK}/SwingSet/src/vats/vat-admin/vat-vat-admin.js`,
  upgradeDoc: `${SDK}/SwingSet/docs/vat-upgrade.md`,
  slogger: `${SDK}/SwingSet/src/kernel/slogger.js`,
  transcript: `${SDK}/SwingSet/src/kernel/vat-warehouse.js`,
  launchChain: `${SDK}/cosmic-swingset/src/launch-chain.js`,
  chainBehaviors: `${SDK}/vats/src/core/chain-behaviors.js`,
  upgradeApi: `${SDK}/internal/src/upgrade-api.js`,
  liveslots: `${SDK}/swingset-liveslots/src/liveslots.js`,
  xsnapWorker: `${SDK}/swingset-xsnap-supervisor/lib/supervisor-subprocess-xsnap.js`,
  zoeInstance: `${SDK}/zoe/src/zoeService/startInstance.js`,
  devices: `${SDK}/SwingSet/src/devices/lib/deviceTools.js`,
} as const;

// The kernel on its store: made at genesis, started again by every later process.
import { openSwingStore } from '@agoric/swing-store';
import { buildBridge, buildTimer, initializeSwingset, makeSwingsetController } from '@agoric/swingset-vat';
import { CHAIN_VATS } from '../bundle-list.js';
import { readBundle } from '../cache.js';

/** @param {(name: string) => object} bundle */
const genesisConfig = (bundle) => ({
  bootstrap: 'bootstrap',
  defaultManagerType: 'local',
  defaultReapInterval: 1000,
  vats: { bootstrap: { bundle: bundle('bootstrap'), parameters: {} } },
  bundles: Object.fromEntries(CHAIN_VATS.map((vat) => [`${vat}-v1`, { bundle: bundle(`${vat}-v1`) }])),
  devices: {
    bridge: { bundle: bundle('bridge-device') },
    timer: { bundle: bundle('timer-device') },
  },
});

/** @param {string} dataDir */
export const openStore = (dataDir) => openSwingStore(dataDir);

/**
 * Writes the first state: static vats, devices and the bundles that the chain begins with.
 * @param {{ kernelStorage: object, cacheFolder: string }} where
 */
export async function makeGenesis({ kernelStorage, cacheFolder }) {
  /** @param {string} name */
  const bundle = (name) => readBundle(cacheFolder, name);
  const names = ['adminDevice', 'adminVat', 'comms', 'vattp', 'timer'];
  const kernelBundles = Object.fromEntries(names.map((name) => [name, bundle(name)]));
  await initializeSwingset(genesisConfig(bundle), undefined, kernelStorage, { kernelBundles }, { env: {} });
}

/**
 * Starts the kernel with its devices; from here on it writes to the slog.
 * @param {{ kernelStorage: object, cacheFolder: string, slogSender: (entry: object) => void }} options
 */
export async function startKernel({ kernelStorage, cacheFolder, slogSender }) {
  const bridge = buildBridge(() => undefined);
  const timer = buildTimer();
  const endowments = { bridge: bridge.endowments, timer: timer.endowments };
  const controller = await makeSwingsetController(kernelStorage, endowments, {
    env: {},
    slogSender,
    kernelBundle: readBundle(cacheFolder, 'kernel'),
  });
  return { controller, bridge, timer };
}

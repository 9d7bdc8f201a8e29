// v1: starts the chain's vats, keeps their admin nodes, and runs the core evals that arrive over the bridge.
import { E, Far } from '@endo/far';

/** @param {Map<string, { adminNode: unknown, root: unknown }>} vatStore @param {unknown} vatAdminSvc */
const makeUpgradeVat = (vatStore, vatAdminSvc) => {
  let line = 0;
  const trace = (...args) => {
    line += 1;
    console.info('----- UpgradeVats.1 ', `${line}`, ...args);
  };
  return async ({ vat, bundleRef, vatParameters = {}, ...options }) => {
    if (!vatStore.has(vat)) throw Error(`no vat is named "${vat}"`);
    const { adminNode } = vatStore.get(vat);
    const { bundleID, bundleName } = bundleRef;
    trace(vat, 'BUNDLE ID: ', bundleID || `(named ${bundleName})`);
    const bundleCap = await (bundleID
      ? E(vatAdminSvc).getBundleCap(bundleID)
      : E(vatAdminSvc).getNamedBundleCap(bundleName));
    const { incarnationNumber } = await E(adminNode).upgrade(bundleCap, { vatParameters, ...options });
    trace(vat, `now in incarnation ${incarnationNumber}`);
  };
};

/** Runs a core eval's script in a compartment of its own; its promise is the outcome. */
const makeCoreEval = (powers) => {
  const globals = { E, Far, harden, console };
  const evaluate = (jsCode) => new Compartment(globals).evaluate(jsCode);
  return async ({ js_code: jsCode }) => evaluate(jsCode)(powers);
};

const makeCoreHandler = (powers) => {
  const coreEval = makeCoreEval(powers);
  return Far('coreHandler', {
    async fromBridge({ evals }) {
      await Promise.all(evals.map(coreEval)).catch((reason) => {
        console.error('CORE_EVAL failed:', reason);
        throw reason;
      });
    },
  });
};

export const buildRootObject = () => {
  const vatStore = new Map();

  const start = async ({ name, critical, service, criticalVatKey }) => {
    console.info(`createVatByName(${name})`);
    const bundleCap = await E(service).getNamedBundleCap(`${name}-v1`);
    const options = critical ? { name, critical: criticalVatKey } : { name };
    const { adminNode, root } = await E(service).createVat(bundleCap, { ...options, vatParameters: {} });
    vatStore.set(name, harden({ adminNode, root }));
  };

  const rootsOf = (names) => Object.fromEntries(names.map((name) => [name, vatStore.get(name).root]));

  return Far('root', {
    async bootstrap(vats, devices) {
      const service = await E(vats.vatAdmin).createVatAdminService(devices.vatAdmin);
      await E(vats.timer).createTimerService(devices.timer);
      const criticalVatKey = await E(vats.vatAdmin).getCriticalVatKey();
      for (const vat of CHAIN_VATS) await start({ ...vat, service, criticalVatKey });

      const upgradeVat = makeUpgradeVat(vatStore, service);
      const modules = harden({ 'vatdeck/rehearsal/upgrade-vat': { upgradeVat } });
      console.warn('cannot save non-durable:', 'coreEvalBridgeHandler', 'Object [Alleged: coreHandler] {}');
      const bridge = vatStore.get('bridge').root;
      for (const { name, peers } of CHAIN_VATS) await E(vatStore.get(name).root).connect(rootsOf(peers));
      await E(bridge).attach(devices.bridge);
      await E(bridge).register(
        'core',
        makeCoreHandler(harden({ modules, vatStore: rootsOf([...vatStore.keys()]) })),
      );
      for (const [source, name] of BRIDGE_SOURCES) await E(bridge).register(source, vatStore.get(name).root);
    },
  });
};

const CHAIN_VATS = [
  { name: 'bridge', critical: true, peers: [] },
  { name: 'bank', critical: true, peers: ['bridge'] },
  { name: 'board', critical: true, peers: [] },
  { name: 'zoe', critical: true, peers: ['board'] },
  { name: 'provisioning', critical: false, peers: ['bank', 'board'] },
  { name: 'contract', critical: false, peers: ['bank', 'zoe'] },
  {
    name: 'wallet',
    critical: false,
    peers: ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract', 'oracle'],
  },
  { name: 'oracle', critical: false, peers: ['bank', 'zoe'] },
];

const BRIDGE_SOURCES = [
  ['bank', 'bank'],
  ['provision', 'provisioning'],
  ['wallet', 'wallet'],
];

// Every bundle a rehearsal needs, and the file it is made from.
import { createRequire } from 'node:module';
import path from 'node:path';

/** The vats a plan may upgrade, in the order in which the chain's bootstrap makes them. */
export const CHAIN_VATS = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract', 'wallet', 'oracle'];

/** `v2` is what a plan upgrades to; the others are what a scenario puts in its place. */
export const VARIANTS = ['v1', 'v2', 'throws', 'missing-kind'];

const KERNEL_SOURCES = {
  kernel: 'kernel/kernel.js',
  adminDevice: 'devices/vat-admin/device-vat-admin.js',
  adminVat: 'vats/vat-admin/vat-vat-admin.js',
  comms: 'vats/comms/index.js',
  vattp: 'vats/vattp/vat-vattp.js',
  timer: 'vats/timer/vat-timer.js',
  'bridge-device': 'devices/bridge/device-bridge.js',
  'timer-device': 'devices/timer/device-timer.js',
};

/** @param {string} packageDir @returns {{ name: string, file: string }[]} */
export function bundleList(packageDir) {
  const swingset = path.dirname(createRequire(import.meta.url).resolve('@agoric/swingset-vat'));
  const kernel = Object.entries(KERNEL_SOURCES).map(([name, file]) => ({
    name,
    file: path.join(swingset, file),
  }));
  const vats = CHAIN_VATS.flatMap((vat) =>
    VARIANTS.map((variant) => ({
      name: `${vat}-${variant}`,
      file: path.join(packageDir, 'vats', vat, `${variant}.js`),
    })),
  );
  const bootstrap = { name: 'bootstrap', file: path.join(packageDir, 'vats/bootstrap/bootstrap.js') };
  return [...kernel, bootstrap, ...vats];
}

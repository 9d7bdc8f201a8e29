import { bodyOf, type Capdata, deviceArgs } from '@/lib/slog/capdata';
import type { EntryOf } from '@/lib/slog/entry';
import { asString } from '@/lib/slog/json';
import type { FoldState } from '@/lib/upgrade/fold/state';

/** vatAdmin asks the bundle device: for a bundle by id, or a bundle's id. Both tell which device node is which bundle. */
export function onDeviceCall(
  state: FoldState,
  vatID: string,
  call: { device: string | null; method: string | null; args: Capdata | null },
): void {
  const { device, method, args } = call;
  state.deviceCall = null;
  if (device === null || method === null) return;
  const asked = args ? asString(deviceArgs(args)[0]) : null;
  state.deviceCall = { vatID, device, method, bundleID: asked?.startsWith('b1-') ? asked : null };
}

export function onDeviceResult(state: FoldState, entry: EntryOf<'syscall-result'>): void {
  const call = state.deviceCall;
  if (!call || entry.status !== 'ok' || !entry.value || !state.crank) return;
  const slot = entry.value.slots[0];
  if (call.method === 'getBundleCap' && call.bundleID !== null && slot)
    state.crank.effects.push({ kind: 'bundle-cap', device: slot, bundleID: call.bundleID });
  const answer = asString(bodyOf(entry.value));
  if (call.method === 'upgradeVat' && answer !== null && state.run && state.run.evals.length > 0)
    state.crank.effects.push({ kind: 'upgrade-asked', upgradeID: answer, evals: state.run.evals });
  if (call.method === 'getBundleID' && answer?.startsWith('b1-'))
    state.crank.effects.push({ kind: 'bundle-cap', device: call.device, bundleID: answer });
}

const CONTRACT_CAP = /"contractBundleCap":"\$(\d+)/;

/**
 * Zoe upgrades a contract's vat to the ZCF bundle and names the contract's own in the parameters.
 * https://github.com/Agoric/agoric-sdk/blob/master/packages/zoe/src/zoeService/startInstance.js
 */
export function contractBundle(state: FoldState, parameters: Capdata | null): string | null {
  const index = CONTRACT_CAP.exec(parameters?.body ?? '')?.[1];
  const device = index === undefined ? undefined : parameters?.slots[Number(index)];
  return device === undefined ? null : (state.bundleCaps.get(device) ?? null);
}

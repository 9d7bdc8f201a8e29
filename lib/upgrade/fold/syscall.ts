import { capdataText, deviceArgs, methodOf } from '@/lib/slog/capdata';
import type { EntryOf } from '@/lib/slog/entry';
import { asString } from '@/lib/slog/json';
import { krefOf, krefText, subscriptionKey } from '@/lib/slog/kref';
import { onDeviceCall, onDeviceResult } from '@/lib/upgrade/fold/bundle-cap';
import { onFromBridge, onResolved } from '@/lib/upgrade/fold/core-eval';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { watchSent, watchSubscribed } from '@/lib/upgrade/fold/severed';
import { type FoldState, type Place, remember } from '@/lib/upgrade/fold/state';
import { onAdminTerminates } from '@/lib/upgrade/fold/termination';

const ADMIN_LIMIT = 5_000;

type Of<N> = Extract<EntryOf<'syscall'>['syscall'], { name: N }>;

function onSend(state: FoldState, { methargs, result }: Of<'send'>, at: Place): void {
  const { delivery } = state;
  if (delivery && result !== null) {
    if (state.gaveUp.has(delivery.vatID)) delivery.sent.push(result);
    watchSent(state, delivery, result, at.line);
  }
  if (methargs && methodOf(methargs) === 'fromBridge') onFromBridge(state, { methargs, result });
}

function onSubscribe(state: FoldState, vatID: string, kpid: string, at: Place): void {
  state.crank?.effects.push({
    kind: 'subscribed',
    key: subscriptionKey(krefOf(kpid), vatID),
    line: at.line,
  });
  if (state.delivery) watchSubscribed(state, state.delivery, kpid, at.line);
}

function onResolve(state: FoldState, { resolutions }: Of<'resolve'>, at: Place): void {
  onResolved(state, resolutions, at);
  const { delivery } = state;
  if (!delivery || delivery.result === null || (!delivery.isUpgradeRequest && delivery.refused === null))
    return;
  const own = resolutions.find(({ kpid }) => krefOf(kpid) === delivery.result);
  if (!own?.rejected) return;
  if (delivery.isUpgradeRequest) delivery.rejection = own.data ? capdataText(own.data) : 'rejected';
  const refusal = edit(state.facts, delivery.refused);
  if (refusal) refusal.params = { ...refusal.params, rejected: true };
}

/** `callNow upgradeVat` makes its caller vatAdmin, and ties the admin node that was asked to the vat. */
function onCallNow(state: FoldState, entry: EntryOf<'syscall'>, call: Of<'callNow'>, at: Place): void {
  onDeviceCall(state, entry.vatID, call);
  const { args, method } = call;
  if (!args) return;
  if (method === 'terminateWithFailure') onAdminTerminates(state, entry, at, args);
  if (method !== 'upgradeVat') return;
  state.vatAdmin = entry.vatID;
  const vatID = asString(deviceArgs(args)[0]);
  if (!state.delivery) return;
  state.delivery.askedUpgrade = true;
  if (vatID !== null && state.delivery.target !== null)
    remember(state.adminNodes, krefText(state.delivery.target), vatID, ADMIN_LIMIT);
}

export function onSyscall(state: FoldState, entry: EntryOf<'syscall'>, at: Place): void {
  const { syscall } = entry;
  state.deviceCall = null;
  switch (syscall.name) {
    case 'send':
      return onSend(state, syscall, at);
    case 'subscribe':
      return syscall.kpid === null ? undefined : onSubscribe(state, entry.vatID, syscall.kpid, at);
    case 'resolve':
      return onResolve(state, syscall, at);
    case 'callNow':
      return onCallNow(state, entry, syscall, at);
    case 'illegal':
      tell(state, at, entry, { kind: 'illegal-syscall', vatID: entry.vatID });
      return;
    case 'other':
      return;
  }
}

/** A device's refusal is the vat's to handle; the kernel's (no `ksc`) ends the vat and is told by the syscall itself. */
export function onSyscallResult(state: FoldState, entry: EntryOf<'syscall-result'>, at: Place): void {
  const call = state.deviceCall;
  onDeviceResult(state, entry);
  if (entry.status === 'error' && call) {
    const fact = tell(state, at, entry, {
      kind: 'syscall-error',
      vatID: entry.vatID,
      text: entry.problem ?? (entry.value ? capdataText(entry.value) : ''),
      params: { device: call.device, method: call.method, rejected: false },
    });
    if (state.delivery) state.delivery.refused = fact;
  }
  state.deviceCall = null;
}

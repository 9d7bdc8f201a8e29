import { disconnectionOf } from '@/lib/slog/capdata';
import type { EntryOf, Resolution } from '@/lib/slog/entry';
import { type Kref, krefOf, subscriptionKey } from '@/lib/slog/kref';
import { edit, peek } from '@/lib/upgrade/fold/ledger';
import {
  type FoldState,
  findSevered,
  type OpenDelivery,
  type Place,
  remember,
  type SeveredRef,
  severedKey,
} from '@/lib/upgrade/fold/state';
import { nameOf } from '@/lib/upgrade/fold/vat-name';

const WATCH_LIMIT = 20_000;

/**
 * A notify is routed between an upgrade's crank and its callback: a promise that the upgrade severed, unless its delivery
 * says otherwise (the new code may have resolved promises of its own).
 */
export function onNotifyRouted(state: FoldState, subscriber: string, kpid: string): void {
  const index = state.collecting;
  const upgrade = edit(state.upgrades, index);
  if (!upgrade || index === null) return;
  const key = severedKey(kpid, subscriber);
  state.severed.set(key, { upgrade: index, kpid, subscriber });
  upgrade.severed.push({
    kpid,
    subscriber,
    subscriberName: nameOf(state, subscriber),
    notifiedInCrank: null,
    line: null,
    time: null,
    incarnationNumber: null,
    resubscribed: false,
    resubscribedLater: false,
    self: subscriber === upgrade.vatID,
    subscriberReplacedSince: false,
    byte: null,
    subscribedLine: state.subscriptions.get(subscriptionKey(krefOf(kpid), subscriber)) ?? null,
  });
}

function dropSevered(state: FoldState, key: string, ref: SeveredRef): void {
  state.severed.delete(key);
  const upgrade = edit(state.upgrades, ref.upgrade);
  if (upgrade)
    upgrade.severed = upgrade.severed.filter((s) => s.kpid !== ref.kpid || s.subscriber !== ref.subscriber);
  settle(state, ref.upgrade);
}

/** The upgrade did not happen after all: nothing was severed. */
export function dropSeveredOf(state: FoldState, index: number): void {
  for (const [key, ref] of state.severed) if (ref.upgrade === index) dropSevered(state, key, ref);
}

/** A notify's crank ended without a delivery: the subscriber had lost the promise, or its life. */
export function onNotifyMoot(state: FoldState, subscriber: string, kpid: string): void {
  const key = severedKey(kpid, subscriber);
  const ref = state.severed.get(key);
  if (ref) dropSevered(state, key, ref);
}

/** Was the subscriber itself upgraded after it subscribed? Its new incarnation ignores the unknown promise. */
function replacedSince(state: FoldState, subscriber: string, subscribedLine: number | null): boolean {
  const replaced = state.replacedAt.get(subscriber);
  return replaced !== undefined && (subscribedLine === null || subscribedLine < replaced);
}

/** A subscriber is told a resolution; answers with the severed promise if that is what it was. */
export function onNotified(
  state: FoldState,
  entry: EntryOf<'deliver'>,
  resolution: Resolution,
  at: Place,
): SeveredRef | null {
  const key = severedKey(resolution.kpid, entry.vatID);
  const ref = state.severed.get(key);
  const subscription = subscriptionKey(krefOf(resolution.kpid), entry.vatID);
  const subscribedLine = state.subscriptions.get(subscription) ?? null;
  state.subscriptions.delete(subscription);
  if (!ref) return null;
  const disconnection = resolution.rejected && resolution.data ? disconnectionOf(resolution.data) : null;
  if (!disconnection) {
    dropSevered(state, key, ref);
    return null;
  }
  state.severed.delete(key);
  const upgrade = edit(state.upgrades, ref.upgrade);
  const item = findSevered(state, ref);
  if (!upgrade || !item) return null;
  item.notifiedInCrank = entry.crankNum;
  item.line = at.line;
  item.byte = at.byte;
  item.time = entry.time;
  item.incarnationNumber = disconnection.incarnationNumber;
  item.subscriberReplacedSince = !item.self && replacedSince(state, entry.vatID, subscribedLine);
  if (upgrade.incarnationBefore === null && disconnection.incarnationNumber !== null) {
    upgrade.incarnationBefore = disconnection.incarnationNumber;
    upgrade.incarnationAfter = disconnection.incarnationNumber + 1;
  }
  settle(state, ref.upgrade);
  return ref;
}

/**
 * A told subscriber sends a message: if its result is later delivered to the upgraded vat, the subscriber came back. Going
 * through the result needs no knowledge of who owns the target.
 */
export function watchSent(state: FoldState, delivery: OpenDelivery, result: string, line: number): void {
  for (const ref of delivery.severed) {
    const upgradedVat = peek(state.upgrades, ref.upgrade)?.vatID;
    if (upgradedVat !== undefined)
      state.crank?.effects.push({ kind: 'watch', result, watch: { ref, upgradedVat, later: false, line } });
  }
}

/** A subscriber that asked a third vat first comes back in a later delivery of the same block. */
export function watchSubscribed(state: FoldState, delivery: OpenDelivery, kpid: string, line: number): void {
  if (delivery.severed.length > 0 || !delivery.sent.includes(kpid)) return;
  for (const ref of state.gaveUp.get(delivery.vatID) ?? []) {
    const upgradedVat = peek(state.upgrades, ref.upgrade)?.vatID;
    if (upgradedVat !== undefined)
      state.crank?.effects.push({
        kind: 'watch',
        result: kpid,
        watch: { ref, upgradedVat, later: true, line },
      });
  }
}

/** The told subscriber's delivery is over: until it is seen to come back, it is looked after for the block. */
export function afterTold(state: FoldState, delivery: OpenDelivery): void {
  if (delivery.severed.length === 0) return;
  const waiting = state.gaveUp.get(delivery.vatID) ?? [];
  remember(state.gaveUp, delivery.vatID, [...waiting, ...delivery.severed], WATCH_LIMIT);
}

/** A message arrives whose result somebody waits for. */
export function onResultDelivered(state: FoldState, vatID: string, result: Kref): void {
  const watch = state.watches.get(result);
  if (!watch || watch.upgradedVat !== vatID) return;
  state.watches.delete(result);
  edit(state.upgrades, watch.ref.upgrade);
  const item = findSevered(state, watch.ref);
  if (!item || item.resubscribed) return;
  if (watch.later) item.resubscribedLater = true;
  else {
    item.resubscribed = true;
    item.resubscribedLater = false;
  }
}

/** Acknowledged, everybody told, and its run over: nothing of this upgrade is outstanding. */
export function settle(state: FoldState, index: number): void {
  const upgrade = peek(state.upgrades, index);
  if (upgrade?.progress !== 'acknowledged') return;
  const told = upgrade.severed.every((item) => item.line !== null);
  const run = peek(state.runs, upgrade.runIndex);
  if (told && (run === null || run.finished)) {
    const row = edit(state.upgrades, index);
    if (row) row.progress = 'settled';
  }
}

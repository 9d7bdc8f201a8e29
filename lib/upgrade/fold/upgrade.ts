import { argsOf, type Capdata, errorText } from '@/lib/slog/capdata';
import type { EntryOf, Envelope, Message } from '@/lib/slog/entry';
import { asNumber, asString } from '@/lib/slog/json';
import type { Upgrade } from '@/lib/upgrade/analysis';
import { attribute } from '@/lib/upgrade/fold/attribution';
import { contractBundle } from '@/lib/upgrade/fold/bundle-cap';
import { absorbConsole, tell } from '@/lib/upgrade/fold/fact';
import { append, edit, peek } from '@/lib/upgrade/fold/ledger';
import { dropSeveredOf, settle } from '@/lib/upgrade/fold/severed';
import {
  type FoldState,
  lasted,
  type OpenCrank,
  type OpenUpgrade,
  type Place,
} from '@/lib/upgrade/fold/state';
import { changeVat, peekVat } from '@/lib/upgrade/fold/vat';
import { nameOf } from '@/lib/upgrade/fold/vat-name';
import { openWatch } from '@/lib/upgrade/fold/watch';

type UpgradeMessage = Extract<Message, { type: 'upgrade-vat' }>;

/** Another upgrade's doing inside this one's window, from its crank to its callback, spoils its isolation. */
export function disturb(state: FoldState, by: number): void {
  for (const index of state.windows) {
    if (index === by) continue;
    const upgrade = edit(state.upgrades, index);
    if (upgrade) upgrade.isolated = false;
  }
}

export function closeWindow(state: FoldState, index: number): void {
  state.windows = state.windows.filter((open) => open !== index);
}

/** The place of an upgrade in the chain's time: its block and run, null where the host wrote none. */
function whereabouts(state: FoldState) {
  const run = peek(state.runs, state.run?.index ?? null);
  const block = peek(state.blocks, state.block?.index ?? null);
  return {
    blockHeight: run?.blockHeight ?? block?.blockHeight ?? null,
    runIndex: run?.index ?? null,
    runNum: run?.runNum ?? null,
    phase: run?.phase ?? null,
    trigger: run?.trigger ?? null,
  };
}

/** A delivery crank of `upgrade-vat` begins: one attempt, whatever comes of it. */
export function openUpgrade(
  state: FoldState,
  entry: EntryOf<'crank-start'>,
  message: UpgradeMessage,
  at: Place,
): number {
  const vatID = message.vatID ?? '?';
  const vat = peekVat(state, vatID);
  const contractBundleID = contractBundle(state, message.vatParameters);
  const upgrade: Upgrade = {
    outcome: 'interrupted',
    progress: 'running',
    committed: null,
    vatID,
    name: nameOf(state, vatID),
    upgradeID: message.upgradeID,
    bundleID: message.bundleID,
    upgradeMessage: message.upgradeMessage,
    incarnationBefore: vat?.incarnation ?? null,
    incarnationAfter: null,
    routingCrank: message.upgradeID === null ? null : (state.routed.get(message.upgradeID) ?? null),
    deliveryCrank: entry.crankNum,
    startLine: at.line,
    endLine: null,
    startByte: at.byte,
    endByte: null,
    startTime: entry.time,
    endTime: null,
    seconds: null,
    ...whereabouts(state),
    ...attribute(state, message.upgradeID, [message.bundleID, contractBundleID]),
    deliveries: [],
    error: null,
    callback: null,
    severed: [],
    console: {},
    isolated: true,
    bundleBefore: vat?.bundleID ?? null,
    contractBundleID,
    abandonedExports: 0,
    pageIn: null,
    lost: false,
  };
  const index = append(state.upgrades, upgrade);
  state.upgradeBlock[index] = state.block?.index ?? -1;
  if (message.upgradeID !== null) {
    state.routed.delete(message.upgradeID);
    state.requests.delete(message.upgradeID);
  }
  state.upgrade = {
    index,
    startVat: null,
    bringOutYourDead: null,
    failedLine: null,
    upgradedLine: false,
    exportedRemotables: null,
  };
  openWatch(state);
  edit(state.runs, upgrade.runIndex)?.upgrades.push(index);
  disturb(state, index);
  state.windows.push(index);
  changeVat(state, vatID, at.line, { state: 'upgrading' });
  return index;
}

/**
 * What became of the crank. Truth is startVat's result, in every version; since u20 the kernel's own line settles what the
 * result cannot tell (a meter that ran out afterwards, a bringOutYourDead that killed the worker).
 */
function outcomeOf(state: FoldState, upgrade: Upgrade): 'upgraded' | 'rolled-back' | 'no-op' {
  const { failedLine, upgradedLine, startVat } = state.upgrade ?? {};
  if (failedLine) return 'rolled-back';
  if (upgrade.deliveries.length === 0 && !upgradedLine) return 'no-op';
  if (startVat === 'ok' || upgradedLine) return 'upgraded';
  return 'rolled-back';
}

const failureText = (upgrade: Upgrade, failedIn: string | null): string =>
  upgrade.deliveries.find((delivery) => delivery.error !== null)?.error ??
  `the upgrade failed in ${failedIn ?? 'bringOutYourDead'}; the log does not say why`;

export function markUpgraded(state: FoldState, index: number, line: number): void {
  const upgrade = edit(state.upgrades, index);
  if (!upgrade) return;
  upgrade.outcome = 'upgraded';
  upgrade.error = null;
  if (upgrade.incarnationBefore !== null) upgrade.incarnationAfter = upgrade.incarnationBefore + 1;
  state.replacedAt.set(upgrade.vatID, line);
  changeVat(state, upgrade.vatID, line, {
    state: 'live',
    incarnation: upgrade.incarnationAfter,
    bundleID: upgrade.bundleID,
  });
}

function markRolledBack(state: FoldState, index: number, line: number, error: string): void {
  const upgrade = edit(state.upgrades, index);
  if (!upgrade) return;
  const wasUpgraded = upgrade.outcome === 'upgraded';
  upgrade.outcome = 'rolled-back';
  upgrade.error = error;
  upgrade.incarnationAfter = upgrade.incarnationBefore;
  changeVat(state, upgrade.vatID, line, {
    state: 'live',
    ...(wasUpgraded ? { incarnation: upgrade.incarnationBefore, bundleID: upgrade.bundleBefore } : {}),
  });
}

/** Objects that the new incarnation does not have: as the kernel dropped them (u10 to u16), else as the worker counted them. */
function tellAbandoned(
  state: FoldState,
  { abandonedExports, startLine, startByte, vatID }: Upgrade,
  open: OpenUpgrade,
  entry: Envelope,
): void {
  const estimate = Math.max(0, (open.exportedRemotables ?? 1) - 1);
  const count = abandonedExports > 0 ? abandonedExports : estimate;
  if (count === 0) return;
  tell(state, { line: startLine, byte: startByte, endByte: 0 }, entry, {
    kind: 'abandoned-exports',
    vatID,
    upgradeIndex: open.index,
    params: { count, estimated: abandonedExports === 0 },
  });
}

/** The crank is over (`at` null: its last line is missing and the next crank has begun). */
export function finishUpgrade(state: FoldState, crank: OpenCrank, entry: Envelope, at: Place | null): void {
  const open = state.upgrade;
  const upgrade = edit(state.upgrades, crank.upgrade);
  if (!upgrade || !open) return;
  if (at) {
    upgrade.endLine = at.line;
    upgrade.endByte = at.endByte;
    upgrade.endTime = entry.time;
    upgrade.seconds = lasted(crank.monotime, entry);
  }
  upgrade.progress = 'finished';
  const outcome = outcomeOf(state, upgrade);
  if (outcome === 'upgraded') markUpgraded(state, open.index, crank.line);
  if (outcome === 'rolled-back') {
    crank.aborted = true;
    absorbConsole(state, crank.line);
    markRolledBack(state, open.index, crank.line, failureText(upgrade, open.failedLine));
  }
  if (outcome === 'no-op') {
    upgrade.outcome = 'no-op';
    upgrade.incarnationAfter = null;
    changeVat(state, upgrade.vatID, crank.line, { state: 'terminated' });
    closeWindow(state, open.index);
  } else if (upgrade.upgradeID !== null) state.callbacks.set(upgrade.upgradeID, open.index);
  if (outcome === 'upgraded') tellAbandoned(state, upgrade, open, entry);
  state.collecting = outcome === 'upgraded' ? open.index : null;
  state.upgrade = null;
}

/** The process or the file ended inside the crank: nothing of it lasts. */
export function interruptUpgrade(state: FoldState): void {
  const upgrade = edit(state.upgrades, state.upgrade?.index ?? null);
  if (upgrade) {
    upgrade.progress = 'finished';
    changeVat(state, upgrade.vatID, upgrade.startLine, { state: 'live' });
  }
  state.upgrade = null;
  state.collecting = null;
}

export const isCallback = (method: string | null): boolean => method === 'vatUpgradeCallback';

/** The callback is being routed: no later notify belongs to its upgrade. */
export function onCallbackRouted(state: FoldState, methargs: Capdata): void {
  const upgradeID = asString(argsOf(methargs)[0]);
  if (upgradeID !== null && state.callbacks.get(upgradeID) === state.collecting) state.collecting = null;
}

/**
 * vatAdmin is told: `vatUpgradeCallback [upgradeID, success, error, newIncarnation]`. Only one whose upgrade is pending counts,
 * any vat may send a message of that name.
 */
export function onCallback(state: FoldState, entry: EntryOf<'deliver'>, methargs: Capdata, at: Place): void {
  const [upgradeID, success, error, incarnation] = argsOf(methargs);
  const id = asString(upgradeID);
  const index = id === null ? undefined : state.callbacks.get(id);
  if (id === null || index === undefined) return;
  const upgrade = edit(state.upgrades, index);
  if (!upgrade) return;
  state.callbacks.delete(id);
  const number = asNumber(incarnation);
  const message = errorText(error);
  upgrade.callback = {
    crankNum: entry.crankNum,
    line: at.line,
    time: entry.time,
    ok: success === true,
    ...(number === null ? {} : { incarnationNumber: number }),
    ...(success === true || message === null ? {} : { message }),
  };
  upgrade.progress = 'acknowledged';
  if (success !== true && upgrade.outcome !== 'rolled-back') {
    dropSeveredOf(state, index);
    markRolledBack(state, index, at.line, message ?? 'vat-upgrade failure');
  }
  if (success === true && number !== null && upgrade.outcome !== 'rolled-back')
    learnIncarnation(state, index, number, at.line);
  disturb(state, index);
  closeWindow(state, index);
  settle(state, index);
}

/** What the callback says of the new incarnation is what the kernel's database says. */
function learnIncarnation(state: FoldState, index: number, number: number, line: number): void {
  const upgrade = edit(state.upgrades, index);
  if (!upgrade) return;
  upgrade.incarnationAfter = number;
  upgrade.incarnationBefore = number - 1;
  if (upgrade.outcome === 'interrupted') markUpgraded(state, index, line);
  const latest = state.upgrades.items.findLast(
    (other) => other.vatID === upgrade.vatID && other.outcome === 'upgraded',
  );
  if (latest === upgrade) changeVat(state, upgrade.vatID, line, { incarnation: number });
}

import type { Entry } from '@/lib/slog/entry';
import {
  onBeginBlock,
  onCommitFinish,
  onEndBlockFinish,
  onEndBlockStart,
  onInit,
} from '@/lib/upgrade/fold/block';
import { onConsole } from '@/lib/upgrade/fold/console';
import { onEvalTriggered } from '@/lib/upgrade/fold/core-eval';
import { finishCrank, onCrankStart } from '@/lib/upgrade/fold/crank';
import { onDeliver, onDeliverResult } from '@/lib/upgrade/fold/delivery';
import { tell } from '@/lib/upgrade/fold/fact';
import { edit } from '@/lib/upgrade/fold/ledger';
import { finishInit, startProcess } from '@/lib/upgrade/fold/process';
import { onRunFinish, onRunStart } from '@/lib/upgrade/fold/run';
import { type FoldState, lasted, type Place } from '@/lib/upgrade/fold/state';
import { onSyscall, onSyscallResult } from '@/lib/upgrade/fold/syscall';
import { onCleanup, onCleanupComplete, onTerminate } from '@/lib/upgrade/fold/termination';
import { onCreateVat, onFinishReplay, onStartReplay } from '@/lib/upgrade/fold/vat';
import { onCommitStats, onHeapSnapshot } from '@/lib/upgrade/fold/watch';

/** An action that the next run carries out. */
function onTrigger(state: FoldState, entry: Extract<Entry, { type: 'trigger' }>, at: Place): void {
  if (entry.error !== null)
    tell(state, at, entry, {
      kind: 'bundle-install-error',
      text: entry.error,
      params: { inboundNum: entry.inboundNum },
    });
  if (entry.name === 'kernel-upgrade-events') tell(state, at, entry, { kind: 'kernel-upgrade-events' });
  state.trigger = { type: entry.name, inboundNum: entry.inboundNum, source: entry.source };
  if (entry.scripts !== null) onEvalTriggered(state, entry, at);
}

/** Kernels of u10 to u16 drop what the old incarnation exported, entry by entry, inside the upgrade's crank. */
function onClist(state: FoldState, entry: Extract<Entry, { type: 'clist' }>): void {
  const open = state.upgrade;
  if (!open || open.startVat !== null || entry.mode !== 'drop' || !entry.vobj?.startsWith('o+')) return;
  const upgrade = edit(state.upgrades, open.index);
  if (upgrade?.vatID === entry.vatID) upgrade.abandonedExports += 1;
}

/** A replay is no event: it happened before. */
export const isReplayed = (entry: Entry): boolean =>
  (entry.type === 'deliver' ||
    entry.type === 'deliver-result' ||
    entry.type === 'syscall' ||
    entry.type === 'syscall-result') &&
  entry.replay;

/** Folds one entry; replayed ones are counted by the caller and change nothing. */
export function foldEntry(state: FoldState, entry: Entry, at: Place): void {
  if (isReplayed(entry)) return;
  switch (entry.type) {
    case 'kernel-init-start':
      return startProcess(state, entry, at, true);
    case 'kernel-init-finish':
      return finishInit(state, entry);
    case 'start-replay':
      return onStartReplay(state, entry, at);
    case 'finish-replay':
      return onFinishReplay(state, entry, at);
    case 'create-vat':
      return onCreateVat(state, entry, at);
    case 'terminate':
      return onTerminate(state, entry, at);
    case 'vat-cleanup':
      return onCleanup(state, entry, at);
    case 'vat-cleanup-complete':
      return onCleanupComplete(state, entry, at);
    case 'crank-start':
      return onCrankStart(state, entry, at);
    case 'crank-finish':
      return finishCrank(state, entry, at);
    case 'deliver':
      return onDeliver(state, entry, at);
    case 'deliver-result':
      return onDeliverResult(state, entry, at);
    case 'syscall':
      return onSyscall(state, entry, at);
    case 'syscall-result':
      return onSyscallResult(state, entry, at);
    case 'clist':
      return onClist(state, entry);
    case 'console':
      return onConsole(state, entry, at);
    case 'heap-snapshot-save':
    case 'heap-snapshot-load':
      return onHeapSnapshot(state, entry, at);
    case 'cosmic-swingset-init':
    case 'cosmic-swingset-upgrade-start':
    case 'cosmic-swingset-upgrade-finish':
    case 'cosmic-swingset-bootstrap-block-start':
    case 'cosmic-swingset-begin-block':
    case 'cosmic-swingset-end-block-start':
    case 'cosmic-swingset-end-block-finish':
    case 'cosmic-swingset-commit-block-finish':
    case 'cosmic-swingset-run-start':
    case 'cosmic-swingset-run-finish':
    case 'cosmic-swingset-after-commit-stats':
    case 'trigger':
    case 'vatdeck-dropped':
    case 'slogger-confused':
    case 'other':
      return foldHostEntry(state, entry, at);
  }
}

type HostEntry = Extract<
  Entry,
  {
    type:
      | 'cosmic-swingset-init'
      | 'cosmic-swingset-upgrade-start'
      | 'cosmic-swingset-upgrade-finish'
      | 'cosmic-swingset-bootstrap-block-start'
      | 'cosmic-swingset-begin-block'
      | 'cosmic-swingset-end-block-start'
      | 'cosmic-swingset-end-block-finish'
      | 'cosmic-swingset-commit-block-finish'
      | 'cosmic-swingset-run-start'
      | 'cosmic-swingset-run-finish'
      | 'cosmic-swingset-after-commit-stats'
      | 'trigger'
      | 'vatdeck-dropped'
      | 'slogger-confused'
      | 'other';
  }
>;

/** What the chain's host writes around the kernel. */
function foldHostEntry(state: FoldState, entry: HostEntry, at: Place): void {
  switch (entry.type) {
    case 'cosmic-swingset-init':
      return onInit(state, entry);
    case 'cosmic-swingset-upgrade-start':
      state.stepSizes = entry.stepSizes;
      state.softwareUpgrade = entry.blockHeight;
      state.bundling = { monotime: entry.monotime, seconds: null };
      return;
    case 'cosmic-swingset-upgrade-finish':
      state.bundling = { monotime: null, seconds: lasted(state.bundling?.monotime ?? null, entry) };
      return;
    case 'cosmic-swingset-bootstrap-block-start':
      state.bootstrap = true;
      return;
    case 'cosmic-swingset-begin-block':
      return onBeginBlock(state, entry, at);
    case 'cosmic-swingset-end-block-start':
      return onEndBlockStart(state, entry);
    case 'cosmic-swingset-end-block-finish':
      return onEndBlockFinish(state, entry);
    case 'cosmic-swingset-commit-block-finish':
      return onCommitFinish(state, entry, at);
    case 'cosmic-swingset-run-start':
      return onRunStart(state, entry, at);
    case 'cosmic-swingset-run-finish':
      return onRunFinish(state, entry, at);
    case 'cosmic-swingset-after-commit-stats':
      return onCommitStats(state, entry, at);
    case 'trigger':
      return onTrigger(state, entry, at);
    case 'vatdeck-dropped':
      tell(state, at, entry, { kind: 'dropped-entries', params: { count: entry.count } });
      return;
    case 'slogger-confused':
      tell(state, at, entry, { kind: 'slogger-confused', vatID: entry.vatID, text: entry.message });
      return;
    case 'other':
      return;
  }
}

import type { Capdata } from '@/lib/slog/capdata';

/** What every entry has: wall clock, the process's own clock, and the measured length of a pair (since u20). */
export type Envelope = { time: number | null; monotime: number | null; seconds: number | null };

/** What a crank does; `domain/slog.md` 3.3. Types that the fold does not read are `other`. */
export type Message =
  | { type: 'send'; target: string | null; methargs: Capdata | null; result: string | null }
  | { type: 'notify'; vatID: string | null; kpid: string | null }
  | {
      type: 'create-vat';
      vatID: string | null;
      bundleID: string | null;
      name: string | null;
      critical: boolean;
    }
  | {
      type: 'upgrade-vat';
      vatID: string | null;
      upgradeID: string | null;
      bundleID: string | null;
      upgradeMessage: string | null;
      vatParameters: Capdata | null;
    }
  | { type: 'other'; name: string };

export type Resolution = { kpid: string; rejected: boolean; data: Capdata | null };

type DeliveryIdentity = {
  crankNum: number | null;
  vatID: string;
  deliveryNum: number | null;
  replay: boolean;
  dispatch: string | null;
};

/** A vat's request to the kernel, by what the fold needs of it. */
export type Syscall =
  | { name: 'send'; methargs: Capdata | null; result: string | null }
  | { name: 'subscribe'; kpid: string | null }
  | { name: 'resolve'; resolutions: Resolution[] }
  | { name: 'callNow'; device: string | null; method: string | null; args: Capdata | null }
  | { name: 'illegal' }
  | { name: 'other' };

export type Entry = Envelope &
  (
    | { type: 'kernel-init-start' }
    | { type: 'kernel-init-finish' }
    | { type: 'start-replay'; vatID: string; deliveries: number | null }
    | { type: 'finish-replay'; vatID: string }
    | {
        type: 'create-vat';
        vatID: string;
        name: string | null;
        dynamic: boolean | null;
        managerType: string | null;
        bundleID: string | null;
      }
    | { type: 'terminate'; vatID: string; shouldReject: boolean; info: Capdata | null }
    | { type: 'vat-cleanup'; vatID: string; error: string | null }
    | { type: 'vat-cleanup-complete'; vatID: string }
    | { type: 'crank-start'; crankType: string | null; crankNum: number | null; message: Message }
    | { type: 'crank-finish'; crankNum: number | null }
    | (DeliveryIdentity & {
        type: 'deliver';
        target: string | null;
        methargs: Capdata | null;
        result: string | null;
        resolutions: Resolution[];
      })
    | (DeliveryIdentity & {
        type: 'deliver-result';
        status: string | null;
        problem: string | null;
        computrons: number | null;
        /** How many heap objects a bringOutYourDead says that the vat exports, its root among them. */
        exportedRemotables: number | null;
        /** The worker's usage was absent: it was killed, or there is no meter. */
        unmetered: boolean;
      })
    | { type: 'syscall'; vatID: string; replay: boolean; syscall: Syscall }
    | {
        type: 'syscall-result';
        vatID: string;
        replay: boolean;
        /** Absent for an illegal syscall. */
        status: string | null;
        value: Capdata | null;
        problem: string | null;
      }
    | { type: 'clist'; vatID: string; mode: string | null; vobj: string | null }
    | {
        type: 'console';
        source: string | null;
        level: string;
        vatID: string | null;
        crankNum: number | null;
        deliveryNum: number | null;
        args: readonly unknown[];
      }
    | {
        type: 'cosmic-swingset-init';
        blockHeight: number | null;
        needsExecution: boolean | null;
        isUpgrade: boolean;
      }
    | {
        type: 'cosmic-swingset-upgrade-start';
        blockHeight: number | null;
        /** How many proposals each step holds. */
        stepSizes: number[];
      }
    | { type: 'cosmic-swingset-upgrade-finish'; blockHeight: number | null }
    | { type: 'cosmic-swingset-bootstrap-block-start' }
    | {
        type: 'cosmic-swingset-begin-block';
        blockHeight: number;
        blockTime: number | null;
        hangover: number | null;
      }
    | { type: 'cosmic-swingset-end-block-start'; blockHeight: number | null }
    | { type: 'cosmic-swingset-end-block-finish'; blockHeight: number | null }
    | { type: 'cosmic-swingset-commit-block-finish'; blockHeight: number | null; saveSeconds: number | null }
    | {
        type: 'cosmic-swingset-run-start';
        blockHeight: number;
        runNum: number;
        phase: string | null;
        remainingBeans: number | null;
      }
    | {
        type: 'cosmic-swingset-run-finish';
        blockHeight: number | null;
        usedBeans: number | null;
        remainingBeans: number | null;
      }
    | {
        type: 'trigger';
        name: string;
        inboundNum: string | null;
        source: string | null;
        scripts: string[] | null;
        error: string | null;
      }
    /** Bytes of the node's process, without its workers. */
    | { type: 'cosmic-swingset-after-commit-stats'; rss: number | null }
    /** Bytes of a vat's heap; a load that follows a save does not say them. */
    | { type: 'heap-snapshot-save'; vatID: string; size: number | null }
    | { type: 'heap-snapshot-load'; vatID: string; size: number | null }
    | { type: 'vatdeck-dropped'; count: number | null }
    | { type: 'slogger-confused'; vatID: string | null; message: string }
    | { type: 'other' }
  );

export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>;

/** Every type that some version of the kernel or its host has written; others are counted as unknown. */
export const KNOWN_TYPES: ReadonlySet<string> = new Set([
  'annotate-vat',
  'bundle-kernel-finish',
  'bundle-kernel-start',
  'clist',
  'console',
  'cosmic-swingset-after-commit-stats',
  'cosmic-swingset-begin-block',
  'cosmic-swingset-bootstrap-block-finish',
  'cosmic-swingset-bootstrap-block-start',
  'cosmic-swingset-bridge-inbound',
  'cosmic-swingset-commit-block-finish',
  'cosmic-swingset-commit-block-start',
  'cosmic-swingset-deliver-inbound',
  'cosmic-swingset-end-block-finish',
  'cosmic-swingset-end-block-start',
  'cosmic-swingset-init',
  'cosmic-swingset-inject-kernel-upgrade-events',
  'cosmic-swingset-install-bundle',
  'cosmic-swingset-run-finish',
  'cosmic-swingset-run-start',
  'cosmic-swingset-snapshot-finish',
  'cosmic-swingset-snapshot-start',
  'cosmic-swingset-timer-poll',
  'cosmic-swingset-upgrade-finish',
  'cosmic-swingset-upgrade-start',
  'crank-finish',
  'crank-start',
  'create-vat',
  'deliver',
  'deliver-result',
  'finish-replay',
  'heap-snapshot-load',
  'heap-snapshot-save',
  'import-kernel-finish',
  'import-kernel-start',
  'kernel-init-finish',
  'kernel-init-start',
  'kernel-stats',
  'replay-transcript-finish',
  'replay-transcript-start',
  'slog-record-too-big',
  'slogger-confused',
  'start-replay',
  'syscall',
  'syscall-result',
  'terminate',
  'vat-cleanup',
  'vat-cleanup-complete',
  'vat-startup-finish',
  'vat-startup-start',
  'vatdeck-dropped',
]);

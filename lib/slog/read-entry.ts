import { readCapdata } from '@/lib/slog/capdata';
import type { Entry, EntryOf, Envelope } from '@/lib/slog/entry';
import { asArray, asBoolean, asNumber, asRecord, asString, type JsonRecord } from '@/lib/slog/json';
import {
  readDeliver,
  readDeliverResult,
  readMessage,
  readSyscall,
  readSyscallResult,
} from '@/lib/slog/read-crank';

type Body<T extends Entry['type']> = Omit<EntryOf<T>, keyof Envelope>;
type AnyBody = { [T in Entry['type']]: Body<T> }[Entry['type']];

const PHASES: Readonly<Record<string, string>> = { 'high-priority': 'priority', queued: 'inbound' };

const vatOf = (raw: JsonRecord): string => asString(raw.vatID) ?? '?';

/** u20+ serialises errors as objects; before, and for vats, they are strings. */
const errorOf = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return asString(value) ?? asString(asRecord(value)?.message) ?? 'error';
};

const BUNDLE = /\bb1-[0-9a-f]{128}\b/;

function readCreateVat(raw: JsonRecord): Body<'create-vat'> {
  const description = asString(raw.description);
  const sha512 = asString(asRecord(raw.vatSourceBundle)?.endoZipBase64Sha512);
  return {
    type: 'create-vat',
    vatID: vatOf(raw),
    name: asString(raw.name) ?? description?.replace(/ \(from bundleID: .*$/, '') ?? null,
    dynamic: asBoolean(raw.dynamic),
    managerType: asString(raw.managerType),
    bundleID: BUNDLE.exec(description ?? '')?.[0] ?? (sha512 ? `b1-${sha512}` : null),
  };
}

function readConsole(raw: JsonRecord): Body<'console'> {
  const source = asString(raw.source);
  return {
    type: 'console',
    source: source === 'ls' ? 'liveslots' : source,
    level: asString(raw.level) ?? 'log',
    vatID: asString(raw.vatID),
    crankNum: asNumber(raw.crankNum),
    deliveryNum: asNumber(raw.deliveryNum),
    args: asArray(raw.args),
  };
}

/** The phase of a run by its present word. */
export const phaseOf = (value: unknown): string | null => {
  const phase = asString(value);
  return phase === null ? null : (PHASES[phase] ?? phase);
};

const readRunStart = (raw: JsonRecord): Body<'cosmic-swingset-run-start'> => ({
  type: 'cosmic-swingset-run-start',
  blockHeight: asNumber(raw.blockHeight) ?? 0,
  runNum: asNumber(raw.runNum) ?? 0,
  phase: phaseOf(raw.phase),
  remainingBeans: asNumber(raw.remainingBeans),
});

function scriptsOf(body: JsonRecord | null): string[] | null {
  if (body?.type !== 'CORE_EVAL') return null;
  return asArray(body.evals).map((item) => asString(asRecord(item)?.js_code) ?? '');
}

const readTrigger = (raw: JsonRecord, type: string): Body<'trigger'> => {
  const source = asString(raw.source);
  const scripts = scriptsOf(asRecord(raw.body));
  return {
    type: 'trigger',
    name: type.replace('cosmic-swingset-', '').replace('inject-', ''),
    inboundNum: asString(raw.inboundNum),
    source: source ?? asString(raw.sender),
    // Before u18 the entry has no body: the source alone says that it is a core eval.
    scripts: scripts ?? (source === 'core' && raw.body === undefined ? [] : null),
    error: errorOf(raw.error),
  };
};

const READERS: Readonly<Record<string, (raw: JsonRecord, type: string) => AnyBody>> = {
  'kernel-init-start': () => ({ type: 'kernel-init-start' }),
  'kernel-init-finish': () => ({ type: 'kernel-init-finish' }),
  'start-replay': (raw) => ({
    type: 'start-replay',
    vatID: vatOf(raw),
    deliveries: asNumber(raw.deliveries),
  }),
  'finish-replay': (raw) => ({ type: 'finish-replay', vatID: vatOf(raw) }),
  'create-vat': readCreateVat,
  terminate: (raw) => ({
    type: 'terminate',
    vatID: vatOf(raw),
    shouldReject: raw.shouldReject === true,
    info: readCapdata(raw.info),
  }),
  'vat-cleanup': (raw) => ({ type: 'vat-cleanup', vatID: vatOf(raw), error: errorOf(raw.error) }),
  'vat-cleanup-complete': (raw) => ({ type: 'vat-cleanup-complete', vatID: vatOf(raw) }),
  'crank-start': (raw) => ({
    type: 'crank-start',
    crankType: asString(raw.crankType),
    crankNum: asNumber(raw.crankNum),
    message: readMessage(asRecord(raw.message)),
  }),
  'crank-finish': (raw) => ({ type: 'crank-finish', crankNum: asNumber(raw.crankNum) }),
  deliver: readDeliver,
  'deliver-result': readDeliverResult,
  syscall: readSyscall,
  'syscall-result': readSyscallResult,
  clist: (raw) => ({ type: 'clist', vatID: vatOf(raw), mode: asString(raw.mode), vobj: asString(raw.vobj) }),
  console: readConsole,
  'cosmic-swingset-init': (raw) => ({
    type: 'cosmic-swingset-init',
    blockHeight: asNumber(raw.blockHeight),
    needsExecution: asBoolean(raw.needsExecution),
    isUpgrade: asRecord(raw.upgradeDetails) !== null,
  }),
  'cosmic-swingset-upgrade-start': (raw) => ({
    type: 'cosmic-swingset-upgrade-start',
    blockHeight: asNumber(raw.blockHeight),
    stepSizes: asArray(asRecord(raw.coreProposals)?.steps).map((step) => asArray(step).length),
  }),
  'cosmic-swingset-upgrade-finish': (raw) => ({
    type: 'cosmic-swingset-upgrade-finish',
    blockHeight: asNumber(raw.blockHeight),
  }),
  'cosmic-swingset-bootstrap-block-start': () => ({ type: 'cosmic-swingset-bootstrap-block-start' }),
  'cosmic-swingset-begin-block': (raw) => ({
    type: 'cosmic-swingset-begin-block',
    blockHeight: asNumber(raw.blockHeight) ?? 0,
    blockTime: asNumber(raw.blockTime),
    hangover: asNumber(raw.afterCommitHangoverSeconds),
  }),
  'cosmic-swingset-end-block-start': (raw) => ({
    type: 'cosmic-swingset-end-block-start',
    blockHeight: asNumber(raw.blockHeight),
  }),
  'cosmic-swingset-end-block-finish': (raw) => ({
    type: 'cosmic-swingset-end-block-finish',
    blockHeight: asNumber(raw.blockHeight),
  }),
  'cosmic-swingset-commit-block-finish': (raw) => ({
    type: 'cosmic-swingset-commit-block-finish',
    blockHeight: asNumber(raw.blockHeight),
    saveSeconds: asNumber(raw.fullSaveTime),
  }),
  'cosmic-swingset-run-start': readRunStart,
  'cosmic-swingset-run-finish': (raw) => ({
    type: 'cosmic-swingset-run-finish',
    blockHeight: asNumber(raw.blockHeight),
    usedBeans: asNumber(raw.usedBeans),
    remainingBeans: asNumber(raw.remainingBeans),
  }),
  'cosmic-swingset-bridge-inbound': readTrigger,
  'cosmic-swingset-deliver-inbound': readTrigger,
  'cosmic-swingset-install-bundle': readTrigger,
  'cosmic-swingset-timer-poll': readTrigger,
  'cosmic-swingset-inject-kernel-upgrade-events': readTrigger,
  'cosmic-swingset-after-commit-stats': (raw) => ({
    type: 'cosmic-swingset-after-commit-stats',
    rss: asNumber(asRecord(raw.memoryUsage)?.rss),
  }),
  'heap-snapshot-save': (raw) => ({
    type: 'heap-snapshot-save',
    vatID: vatOf(raw),
    size: asNumber(raw.uncompressedSize),
  }),
  'heap-snapshot-load': (raw) => ({
    type: 'heap-snapshot-load',
    vatID: vatOf(raw),
    size: asNumber(raw.uncompressedSize),
  }),
  'vatdeck-dropped': (raw) => ({ type: 'vatdeck-dropped', count: asNumber(raw.count) }),
  'slogger-confused': (raw) => ({
    type: 'slogger-confused',
    vatID: asString(raw.vatID),
    message: asString(raw.msg) ?? '',
  }),
};

/** The entry of any version in one form: fields by name, old words replaced by the present ones. */
export function readEntry(raw: JsonRecord, type: string): Entry {
  const reader = Object.hasOwn(READERS, type) ? READERS[type] : undefined;
  const body = reader ? reader(raw, type) : { type: 'other' as const };
  // Into the fresh body: a spread of so many shapes is slow.
  return Object.assign(body, {
    time: asNumber(raw.time),
    monotime: asNumber(raw.monotime),
    seconds: asNumber(raw.seconds),
  });
}

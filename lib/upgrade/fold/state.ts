import type { Envelope } from '@/lib/slog/entry';
import type { Kref } from '@/lib/slog/kref';
import type {
  Block,
  CoreEval,
  Finding,
  ProcessStart,
  Run,
  Severed,
  Termination,
  Trigger,
  Upgrade,
  Vat,
  VatState,
} from '@/lib/upgrade/analysis';
import { KrefMap } from '@/lib/upgrade/fold/kref-map';
import { type Ledger, newLedger } from '@/lib/upgrade/fold/ledger';
import type { OpenCells, PackedCells } from '@/lib/upgrade/fold/packed-cells';
import { RecentKrefs } from '@/lib/upgrade/fold/recent-krefs';

/** Where an entry stands in the text. */
export type Place = { line: number; byte: number; endByte: number };

/** Something one entry or crank told that a finding may be made of. */
export type FactKind =
  | 'abandoned-exports'
  | 'broken-reference'
  | 'bundle-install-error'
  | 'cleanup'
  | 'cleanup-error'
  | 'console'
  | 'delivery-error'
  | 'dropped-entries'
  | 'host-inconsistent'
  | 'illegal-syscall'
  | 'kernel-panic'
  | 'kernel-upgrade-events'
  | 'log-gap'
  | 'lost-krefs'
  | 'memory-growth'
  | 'page-in'
  | 'replay-divergence'
  | 'restarted-in-window'
  | 'run-stalled'
  | 'slogger-confused'
  | 'slow-commit'
  | 'syscall-error'
  | 'unhandled-rejection'
  | 'upgrade-refused'
  | 'vat-created'
  | 'vat-creation-failed'
  | 'wrong-incarnation';

export type Fact = {
  kind: FactKind;
  line: number;
  byte: number;
  time: number | null;
  vatID: string | null;
  name: string | null;
  upgradeIndex: number | null;
  text: string;
  params: Finding['params'];
  lost: boolean;
  /** Part of something that has a finding of its own: a failed upgrade's stack trace, a failed eval's rejection. */
  absorbed: boolean;
};

/** A severed promise by its upgrade and its place in that upgrade's list. */
export type SeveredRef = { upgrade: number; kpid: string; subscriber: string };

export type OpenDelivery = {
  vatID: string;
  deliveryNum: number | null;
  dispatch: string | null;
  /** A message `upgrade`, as vatAdmin gets it. */
  isUpgradeRequest: boolean;
  target: Kref | null;
  result: Kref | null;
  line: number;
  byte: number;
  time: number | null;
  monotime: number | null;
  /** Severed promises that this delivery tells its vat of. */
  severed: SeveredRef[];
  /** Results of the messages it sent, if its vat is one that gave up. */
  sent: string[];
  askedUpgrade: boolean;
  /** Why it rejected its own result, if it did. */
  rejection: string | null;
  /** The fact of a device's refusal in it. */
  refused: number | null;
};

/** What a crank changes in the model; it counts only if the crank is not aborted. */
export type Effect =
  | { kind: 'subscribed'; key: Kref; line: number }
  | { kind: 'watch'; result: string; watch: Watch }
  | { kind: 'bundle-cap'; device: string; bundleID: string }
  | { kind: 'upgrade-asked'; upgradeID: string; evals: number[] }
  | { kind: 'eval-promise'; step: number; kpid: string }
  | {
      kind: 'eval-settled';
      step: number;
      rejected: boolean;
      error: string | null;
      line: number;
      byte: number;
    };

/** The result of a message to the upgraded vat, sent by a subscriber that was told. */
export type Watch = { ref: SeveredRef; upgradedVat: string; later: boolean; line: number };

export type CrankMessage =
  | { type: 'send' }
  | { type: 'notify'; vatID: string | null; kpid: string | null }
  | { type: 'create-vat'; vatID: string | null; bundleID: string | null; name: string | null }
  | { type: 'upgrade-vat' }
  | { type: 'other' };

export type OpenCrank = {
  crankNum: number | null;
  routing: boolean;
  message: CrankMessage;
  line: number;
  byte: number;
  time: number | null;
  monotime: number | null;
  upgrade: number | null;
  delivered: boolean;
  aborted: boolean;
  effects: Effect[];
  firstFact: number;
};

/** What only the upgrade's own crank needs to know. */
export type OpenUpgrade = {
  index: number;
  startVat: string | null;
  bringOutYourDead: string | null;
  failedLine: string | null;
  upgradedLine: boolean;
  /** What bringOutYourDead said of the old incarnation's heap exports, its root among them. */
  exportedRemotables: number | null;
};

/** `cells`: what its vats did so far; its row gets them when it is over. */
export type OpenRun = { index: number; monotime: number | null; evals: number[]; cells: OpenCells };
export type OpenBlock = {
  index: number;
  monotime: number | null;
  endBlockMonotime: number | null;
  firstFact: number;
};

/** What a lost block takes back of a vat. */
export type VatBefore = { state: VatState; incarnation: number | null; bundleID: string | null };

export type EvalState = { promise: string | null; bundles: string[][] };

export type ConsoleGroup = { key: string; fact: number | null };

/** What a pending `callNow` asked, until its result. */
export type DeviceCall = { vatID: string; device: string; method: string; bundleID: string | null };

export type Replay = { line: number; monotime: number | null; deliveries: number };

export type FoldState = {
  source: {
    unparsable: { count: number; lines: number[] };
    notEntries: { count: number; lines: number[] };
    blank: number;
    types: Map<string, { count: number }>;
    firstTime: number | null;
    lastTime: number | null;
    lastMonotime: number | null;
    replayed: number;
    salvaged: number;
    oversized: number;
    endsWithNewline: boolean;
    tail: { line: number; byte: number } | null;
    /** The first line that is no entry. */
    brokenByte: number;
  };
  ended: boolean;
  openAtEnd: boolean;
  processStarts: Ledger<ProcessStart>;
  vats: Ledger<Vat>;
  blocks: Ledger<Block>;
  runs: Ledger<Run<PackedCells>>;
  upgrades: Ledger<Upgrade>;
  terminations: Ledger<Termination>;
  steps: Ledger<CoreEval>;
  facts: Ledger<Fact>;

  vatIndex: Map<string, number>;
  critical: Map<string, boolean>;
  vatAdmin: string | null;
  vatUndo: Map<string, VatBefore>;

  block: OpenBlock | null;
  sawBlocks: boolean;
  /** Blocks of an upgrade's window that are still to come, the open one among them. */
  watch: number;
  /** What growth is measured from: the node's memory, and each vat's newest snapshot. */
  memory: { node: number | null; vats: Map<string, number> };
  /** The height of a software upgrade that has begun and is not committed. */
  softwareUpgrade: number | null;
  /** Bundling before the next block: when it began by the writer's clock, and how long it took once it is over. */
  bundling: { monotime: number | null; seconds: number | null } | null;
  bootstrap: boolean;
  run: OpenRun | null;
  trigger: Trigger | null;
  /** Evals whose trigger was read and whose run has not begun. */
  triggerEvals: number[];
  crank: OpenCrank | null;
  delivery: OpenDelivery | null;
  upgrade: OpenUpgrade | null;
  lastCrank: number | null;
  lastCrankLine: number;
  panicked: boolean;
  kernelConsole: boolean;
  /** Vats whose replay diverged in this process. */
  diverged: string[];

  /** Upgrades whose crank began and whose callback has not come. */
  windows: number[];
  /** The upgrade whose notifies are being routed. */
  collecting: number | null;
  routed: Map<string, number>;
  callbacks: Map<string, number>;
  upgradeBlock: number[];
  /** The line of the vat's latest successful upgrade. */
  replacedAt: Map<string, number>;
  severed: Map<string, SeveredRef>;
  /** By promise and subscriber: the line of the subscription. */
  subscriptions: KrefMap;
  /** By the result of the message that is watched. */
  watches: Map<Kref, Watch>;
  gaveUp: Map<string, SeveredRef[]>;

  evals: EvalState[];
  evalPromises: Map<string, number>;
  evalQueue: number[];
  /** Ids by which the errors of failed evals travel on. */
  evalErrors: string[];
  stepSizes: number[];
  /** By upgradeID: the evals in whose run vatAdmin was asked for it. */
  requests: Map<string, number[]>;

  adminNodes: Map<string, string>;
  bundleCaps: Map<string, string>;
  deviceCall: DeviceCall | null;
  replays: Map<string, Replay>;
  consoleGroup: ConsoleGroup | null;
  terminated: string[];
  failedCreations: string[];
  cleaned: string[];
  /** The number of the vat that an object belongs to. */
  owners: RecentKrefs;
  /** Results of messages on their way, by target. */
  routedSends: RecentKrefs;
  factCounts: Map<string, number>;
};

const SUBSCRIPTION_LIMIT = 100_000;
const OWNER_PLACES = 16_384;
const ROUTED_PLACES = 4_096;

export const initialState = (): FoldState => ({
  source: {
    unparsable: { count: 0, lines: [] },
    notEntries: { count: 0, lines: [] },
    blank: 0,
    types: new Map(),
    firstTime: null,
    lastTime: null,
    lastMonotime: null,
    replayed: 0,
    salvaged: 0,
    oversized: 0,
    endsWithNewline: true,
    tail: null,
    brokenByte: 0,
  },
  ended: false,
  openAtEnd: false,
  processStarts: newLedger(),
  vats: newLedger(),
  blocks: newLedger(),
  runs: newLedger(),
  upgrades: newLedger(),
  terminations: newLedger(),
  steps: newLedger(),
  facts: newLedger(),
  vatIndex: new Map(),
  critical: new Map(),
  vatAdmin: null,
  vatUndo: new Map(),
  block: null,
  sawBlocks: false,
  watch: 0,
  memory: { node: null, vats: new Map() },
  softwareUpgrade: null,
  bundling: null,
  bootstrap: false,
  run: null,
  trigger: null,
  triggerEvals: [],
  crank: null,
  delivery: null,
  upgrade: null,
  lastCrank: null,
  lastCrankLine: 0,
  panicked: false,
  kernelConsole: false,
  diverged: [],
  windows: [],
  collecting: null,
  routed: new Map(),
  callbacks: new Map(),
  upgradeBlock: [],
  replacedAt: new Map(),
  severed: new Map(),
  subscriptions: new KrefMap(SUBSCRIPTION_LIMIT),
  watches: new Map(),
  gaveUp: new Map(),
  evals: [],
  evalPromises: new Map(),
  evalQueue: [],
  evalErrors: [],
  stepSizes: [],
  requests: new Map(),
  adminNodes: new Map(),
  bundleCaps: new Map(),
  deviceCall: null,
  replays: new Map(),
  consoleGroup: null,
  terminated: [],
  failedCreations: [],
  cleaned: [],
  owners: new RecentKrefs(OWNER_PLACES),
  routedSends: new RecentKrefs(ROUTED_PLACES),
  factCounts: new Map(),
});

export const severedKey = (kpid: string, subscriber: string): string => `${kpid} ${subscriber}`;

export const findSevered = (state: FoldState, ref: SeveredRef): Severed | null =>
  state.upgrades.items[ref.upgrade]?.severed.find(
    (item) => item.kpid === ref.kpid && item.subscriber === ref.subscriber,
  ) ?? null;

/** Keeps a map from growing without end: above the limit by a quarter, the oldest go, together, as looking for the oldest is dear. */
export function remember<K, V>(map: Map<K, V>, key: K, value: V, limit: number): void {
  map.set(key, value);
  if (map.size <= limit * 1.25) return;
  for (const oldest of map.keys()) {
    if (map.size <= limit) return;
    map.delete(oldest);
  }
}

/** A duration on the process's own clock; null if either end is unknown. */
export const between = (start: number | null, end: number | null): number | null =>
  start === null || end === null ? null : end - start;

/** How long a pair of entries took: as the writer measured it (since u20), else by its clock. */
export const lasted = (start: number | null, finish: Pick<Envelope, 'monotime' | 'seconds'>): number | null =>
  finish.seconds ?? between(start, finish.monotime);

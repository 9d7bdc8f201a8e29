/**
 * The analysis document, `vatdeck/analysis@1`: what one slog says happened.
 * The CLI prints it, the server stores and streams it, the browser draws from it.
 * Lines count from 1, bytes from 0 of the uncompressed text, ends are exclusive;
 * times are seconds since 1970 as logged, durations are seconds of the monotonic clock.
 */
export const ANALYSIS_SCHEMA = 'vatdeck/analysis@1';

/** `Cells`: how a run's cells are held; whoever has folded the log itself holds them packed (`fold/packed-cells.ts`) until it writes JSON. */
export type Analysis<Cells = RunCell[]> = {
  schema: typeof ANALYSIS_SCHEMA;
  source: Source;
  processStarts: ProcessStart[];
  vats: Vat[];
  blocks: Block[];
  runs: Run<Cells>[];
  upgrades: Upgrade[];
  terminations: Termination[];
  steps: CoreEval[];
  findings: Finding[];
  summary: Summary;
};

export type Source = {
  bytes: number;
  lines: number;
  endsWithNewline: boolean;
  unparsable: LineCount;
  notEntries: LineCount;
  blank: number;
  entryTypes: Record<string, number>;
  unknownTypes: Record<string, number>;
  truncatedTail?: { line: number; byte: number };
  sha256: string | null;
  /** `time` of the first and of the newest entry: the log's own now. */
  firstTime: number | null;
  lastTime: number | null;
  replayedEntries: number;
  /** Entries that were saved out of broken lines (glued behind a torn one); folded, their lines count as unparsable. */
  salvaged: number;
  /** Lines too long to be held; only their heads were read. */
  oversized: number;
};

export type LineCount = { count: number; lines: number[] };
export type ProcessStart = {
  line: number;
  byte: number;
  time: number | null;
  /** How long the kernel took until it was ready (`kernel-init-finish`); null while it is not, or where the log does not show it. */
  initSeconds: number | null;
};

export type VatState = 'live' | 'upgrading' | 'terminated' | 'cleaning' | 'gone';

export type Vat = {
  vatID: string;
  name: string | null;
  dynamic: boolean | null;
  managerType: string | null;
  firstLine: number;
  deliveries: number;
  computrons: number;
  errors: number;
  state: VatState;
  incarnation: number | null;
  bundleID: string | null;
};

export type Block = {
  blockHeight: number;
  blockTime: number | null;
  startLine: number;
  startTime: number | null;
  endTime: number | null;
  committed: boolean;
  runs: number;
  seconds: number | null;
  startByte: number;
  /** From end-block-start to end-block-finish: what the kernel worked. */
  endBlockSeconds: number | null;
  /** Bundling and installing before a software upgrade's block (`cosmic-swingset-upgrade-start` to `-finish`). */
  bundlingSeconds: number | null;
  /** Saving the kernel's and the chain's state in its commit. */
  commitSeconds: number | null;
  /** Bytes of the node's process after its commit, without its workers: read at a process's first block and around upgrades. */
  rss: number | null;
  /** Interrupted before its commit and executed again by a later process: it never happened. */
  lost: boolean;
};

export type Trigger = { type: string; inboundNum: string | null; source: string | null };

/** What one vat did in one run: the timeline's cell. */
export type RunCell = {
  vatID: string;
  deliveries: number;
  seconds: number;
  computrons: number;
  firstTime: number;
  lastTime: number;
};

export type Run<Cells = RunCell[]> = {
  index: number;
  blockHeight: number;
  runNum: number;
  phase: string | null;
  trigger: Trigger | null;
  step: string | null;
  startLine: number;
  startByte: number;
  startTime: number | null;
  endLine: number | null;
  endByte: number | null;
  endTime: number | null;
  finished: boolean;
  seconds: number | null;
  deliveryCranks: number;
  firstCrank: number | null;
  lastCrank: number | null;
  upgrades: number[];
  usedBeans: number | null;
  remainingBeans: number | null;
  cells: Cells;
};

/** `running` is the live form of `interrupted`: the crank is open and the log may go on. */
export type UpgradeOutcome = 'upgraded' | 'rolled-back' | 'no-op' | 'interrupted';

/** How far an attempt has come; `domain/vat-upgrade.md` 12.1. `outcome` says how it ended. */
export type UpgradePhase = 'running' | 'finished' | 'acknowledged' | 'settled';

export type Delivery = {
  dispatch: string;
  deliveryNum: number;
  status: string | null;
  error: string | null;
  computrons: number | null;
  seconds: number | null;
  startTime: number | null;
};

export type Callback = {
  crankNum: number | null;
  line: number;
  time: number | null;
  ok: boolean;
  incarnationNumber?: number;
  message?: string;
};

export type Severed = {
  kpid: string;
  subscriber: string;
  subscriberName: string | null;
  notifiedInCrank: number | null;
  line: number | null;
  time: number | null;
  incarnationNumber: number | null;
  resubscribed: boolean;
  /** The subscriber asked the upgraded vat again only in a later delivery of the same block. */
  resubscribedLater: boolean;
  self: boolean;
  subscriberReplacedSince: boolean;
  byte: number | null;
  /** Where the subscription was made, if that is in this log and before the upgrade. */
  subscribedLine: number | null;
};

export type Upgrade = {
  outcome: UpgradeOutcome;
  progress: UpgradePhase;
  committed: boolean | null;
  vatID: string;
  name: string | null;
  upgradeID: string | null;
  bundleID: string | null;
  upgradeMessage: string | null;
  incarnationBefore: number | null;
  incarnationAfter: number | null;
  routingCrank: number | null;
  deliveryCrank: number | null;
  startLine: number;
  endLine: number | null;
  startByte: number;
  endByte: number | null;
  startTime: number | null;
  endTime: number | null;
  seconds: number | null;
  blockHeight: number | null;
  runIndex: number | null;
  runNum: number | null;
  phase: string | null;
  trigger: Trigger | null;
  step: string | null;
  deliveries: Delivery[];
  error: string | null;
  callback: Callback | null;
  severed: Severed[];
  console: Record<string, number>;
  isolated: boolean;
  /** The vat's bundle before this upgrade, as far as the log tells. */
  bundleBefore: string | null;
  /** A contract vat's upgrade names the ZCF bundle; this is the contract's own. */
  contractBundleID: string | null;
  /** Promises and objects dropped from the vat's c-list by the upgrade, where the kernel logs it. */
  abandonedExports: number;
  /** Replay needed to page the vat in first: transcript items and seconds. */
  pageIn: { deliveries: number; seconds: number | null } | null;
  /** Executed in a block that a later process executed again. */
  lost: boolean;
  /** Which of `steps` asked for it, as far as the log proves. */
  coreEval?: number | null;
  /** What proves `step` and `coreEval` (the run, the request to vatAdmin, a bundle that no other eval names), or why they are null. */
  stepBy?: 'run' | 'request' | 'bundle' | 'several-candidates' | 'no-core-eval';
};

export type Termination = {
  vatID: string;
  name: string | null;
  failure: boolean;
  info: string | null;
  line: number;
  time: number | null;
  blockHeight: number | null;
  crankNum: number | null;
  byte: number;
  evidence: 'terminate' | 'admin' | 'cleanup';
};

/** `unknown`: the log does not show which promise tells (a host that evaluates without `fromBridge`). */
export type CoreEvalOutcome = 'running' | 'ok' | 'failed' | 'unsettled' | 'unknown';

/** One core-proposal step of a software-upgrade block, or one core eval of an ordinary block. */
export type CoreEval = {
  step: string | null;
  inboundNum: string | null;
  line: number;
  blockHeight: number | null;
  runIndex: number | null;
  outcome: CoreEvalOutcome;
  error: string | null;
  outcomeLine: number | null;
  outcomeByte: number | null;
  /** How many proposals it holds, as far as the log tells. */
  proposals: number | null;
  byte: number;
  time: number | null;
  /** Its block was committed; null where it is still open or the log has no blocks. */
  committed: boolean | null;
  lost: boolean;
};

export type Severity = 'blocker' | 'warning' | 'info';

export type Finding = {
  rule: string;
  severity: Severity;
  vatID?: string;
  upgradeIndex?: number;
  line: number;
  byte: number;
  time: number | null;
  message: string;
  params: Record<string, string | number | boolean | null>;
};

export type Summary = {
  upgradesAttempted: number;
  byOutcome: Record<UpgradeOutcome, number>;
  upgradedVats: string[];
  severedPromises: number;
  resubscribed: number;
  gaveUp: number;
  subscriberReplaced: number;
  runs: number;
  emptyRuns: number;
  slowestRunSeconds: number | null;
  blockers: number;
  warnings: number;
  /** True while the log stops inside a crank, run or block: more is expected. */
  open: boolean;
};

/** A document of nothing read: what a run shows before its first byte. */
export const emptyAnalysis = <Cells = RunCell[]>(): Analysis<Cells> => ({
  schema: ANALYSIS_SCHEMA,
  source: {
    bytes: 0,
    lines: 0,
    endsWithNewline: true,
    unparsable: { count: 0, lines: [] },
    notEntries: { count: 0, lines: [] },
    blank: 0,
    entryTypes: {},
    unknownTypes: {},
    sha256: null,
    firstTime: null,
    lastTime: null,
    replayedEntries: 0,
    salvaged: 0,
    oversized: 0,
  },
  processStarts: [],
  vats: [],
  blocks: [],
  runs: [],
  upgrades: [],
  terminations: [],
  steps: [],
  findings: [],
  summary: {
    upgradesAttempted: 0,
    byOutcome: { upgraded: 0, 'rolled-back': 0, 'no-op': 0, interrupted: 0 },
    upgradedVats: [],
    severedPromises: 0,
    resubscribed: 0,
    gaveUp: 0,
    subscriberReplaced: 0,
    runs: 0,
    emptyRuns: 0,
    slowestRunSeconds: null,
    blockers: 0,
    warnings: 0,
    open: false,
  },
});

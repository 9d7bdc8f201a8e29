import { type Analysis, emptyAnalysis, type Run, type Upgrade, type Vat } from '@/lib/upgrade/analysis';

/** Vats at work in every run. */
export const VATS = 19;
const RUN = 0.8;
/** Log seconds from one run to the next. */
const EVERY = 1.2;
const RUNS_PER_BLOCK = 4;
const UPGRADES = 120;

const vat = (i: number): Vat => ({
  vatID: `v${i + 1}`,
  name: `vat-${i + 1}`,
  dynamic: true,
  managerType: 'xsnap',
  firstLine: i + 1,
  deliveries: 0,
  computrons: 0,
  errors: 0,
  state: 'live',
  incarnation: 0,
  bundleID: null,
});

/** The run at a place of the log: every vat worked in it, one after the other. */
export function benchRun(index: number): Run {
  const start = index * EVERY;
  return {
    index,
    blockHeight: 1000 + Math.floor(index / RUNS_PER_BLOCK),
    runNum: index % RUNS_PER_BLOCK,
    phase: ['leftover', 'forced', 'inbound', 'timer'][index % RUNS_PER_BLOCK] ?? null,
    trigger: null,
    step: null,
    startLine: index * 100 + 1,
    startByte: 0,
    startTime: start,
    endLine: index * 100 + 99,
    endByte: null,
    endTime: start + RUN,
    finished: true,
    seconds: RUN,
    deliveryCranks: VATS,
    firstCrank: null,
    lastCrank: null,
    upgrades: [],
    usedBeans: null,
    remainingBeans: null,
    cells: Array.from({ length: VATS }, (_, i) => {
      const at = start + (RUN * i) / VATS;
      const seconds = (RUN / VATS) * (0.2 + ((index * 7 + i * 13) % 8) / 10);
      return {
        vatID: `v${i + 1}`,
        deliveries: 3,
        seconds,
        computrons: 9_000,
        firstTime: at,
        lastTime: at + seconds,
      };
    }),
  };
}

const upgrade = (i: number, runs: number): Upgrade => {
  const start = ((i + 0.5) * runs * EVERY) / UPGRADES;
  const failed = i % 9 === 0;
  return {
    outcome: failed ? 'rolled-back' : 'upgraded',
    progress: 'settled',
    committed: true,
    vatID: `v${(i % VATS) + 1}`,
    name: `vat-${(i % VATS) + 1}`,
    upgradeID: `up${i}`,
    bundleID: null,
    upgradeMessage: null,
    incarnationBefore: i,
    incarnationAfter: failed ? i : i + 1,
    routingCrank: null,
    deliveryCrank: null,
    startLine: i + 1,
    endLine: i + 2,
    startByte: 0,
    endByte: null,
    startTime: start,
    endTime: start + 3,
    seconds: 3,
    blockHeight: null,
    runIndex: null,
    runNum: null,
    phase: null,
    trigger: null,
    step: null,
    deliveries: [],
    error: null,
    callback: null,
    severed: [],
    console: {},
    isolated: true,
    bundleBefore: null,
    contractBundleID: null,
    abandonedExports: 0,
    pageIn: null,
    lost: false,
  };
};

/** A run of a chain as long as asked: 20 bars per run, 120 upgrades, a finding for every second one. */
export function benchAnalysis(runs: number): Analysis {
  const empty = emptyAnalysis();
  const lastTime = runs * EVERY;
  return {
    ...empty,
    source: { ...empty.source, firstTime: 0, lastTime, lines: runs * 100 },
    vats: Array.from({ length: VATS }, (_, i) => vat(i)),
    runs: Array.from({ length: runs }, (_, i) => benchRun(i)),
    upgrades: Array.from({ length: UPGRADES }, (_, i) => upgrade(i, runs)),
    findings: Array.from({ length: UPGRADES / 2 }, (_, i) => ({
      rule: 'slow',
      severity: 'warning' as const,
      vatID: `v${(i % VATS) + 1}`,
      line: i + 1,
      byte: 0,
      time: ((i + 0.7) * lastTime) / (UPGRADES / 2),
      message: 'slow',
      params: {},
    })),
  };
}

/** The same log `more` runs later: what was there is shared, as the stream shares it. */
export function benchLater(analysis: Analysis, more: number): Analysis {
  const runs = [...analysis.runs];
  for (let i = 0; i < more; i += 1) runs.push(benchRun(runs.length));
  return { ...analysis, runs, source: { ...analysis.source, lastTime: runs.length * EVERY } };
}

import {
  type Analysis,
  emptyAnalysis,
  type Upgrade,
  type UpgradeOutcome,
  type Vat,
} from '@/lib/upgrade/analysis';

const vat = (vatID: string, name: string): Vat => ({
  vatID,
  name,
  dynamic: true,
  managerType: 'local',
  firstLine: 1,
  deliveries: 1,
  computrons: 0,
  errors: 0,
  state: 'live',
  incarnation: 0,
  bundleID: null,
});

type Drawn = { vatID: string; name: string; at: number; takes: number | null; outcome: UpgradeOutcome };

const upgrade = ({ vatID, name, at, takes, outcome }: Drawn, index: number): Upgrade => ({
  outcome,
  progress: takes === null ? 'running' : 'settled',
  committed: takes === null ? null : true,
  vatID,
  name,
  upgradeID: `up${index}`,
  bundleID: null,
  upgradeMessage: null,
  incarnationBefore: 0,
  incarnationAfter: outcome === 'upgraded' ? 1 : 0,
  routingCrank: null,
  deliveryCrank: null,
  startLine: 100 * (index + 1),
  endLine: null,
  startByte: 0,
  endByte: null,
  startTime: at,
  endTime: takes === null ? null : at + takes,
  seconds: takes,
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
});

const OUTCOMES: Record<string, UpgradeOutcome> = {
  ok: 'upgraded',
  fails: 'rolled-back',
  gone: 'no-op',
  open: 'interrupted',
};

/**
 * Draws a log for tests: `'v9 zoe ok 10+0.2; v7 bank open 12'` is zoe upgraded at second 10 in 0.2 s, then bank's
 * upgrade begun at 12 and not finished. The log begins at 0 and ends a second after what it shows.
 */
export function drawnRun(text: string): Analysis {
  const drawn = text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Drawn => {
      const [vatID = '', name = '', outcome = '', when = '0'] = part.split(/\s+/);
      const [at = '0', takes] = when.split('+');
      const length = takes === undefined ? null : Number(takes);
      return { vatID, name, outcome: OUTCOMES[outcome] ?? 'upgraded', at: Number(at), takes: length };
    });
  const empty = emptyAnalysis();
  const names = new Map(drawn.map(({ vatID, name }) => [vatID, name]));
  const end = Math.max(0, ...drawn.map(({ at, takes }) => at + (takes ?? 0))) + 1;
  return {
    ...empty,
    source: { ...empty.source, firstTime: 0, lastTime: end, lines: 1000 },
    vats: [...names].map(([vatID, name]) => vat(vatID, name)),
    upgrades: drawn.map(upgrade),
  };
}

import { type Aligned, alignUpgrades } from '@/lib/compare/align';
import { sameness } from '@/lib/report/findings';
import type { Analysis, Finding } from '@/lib/upgrade/analysis';

/** Something that differs in kind. `lineA` and `lineB` prove it; null where that run has nothing to show. */
export type KindDifference = {
  readonly kind:
    | 'upgrade'
    | 'outcome'
    | 'bundle'
    | 'incarnation'
    | 'order'
    | 'step'
    | 'subscriber'
    | 'termination'
    | 'finding';
  readonly subject: string;
  /** What it is in either run, in words. */
  readonly a: string;
  readonly b: string;
  readonly lineA: number | null;
  readonly lineB: number | null;
};

type Document = Analysis<unknown>;
const MISSING = 'not there';

function upgradeDifferences(a: Aligned, b: Aligned): KindDifference[] {
  const at = { subject: a.key, lineA: a.upgrade.startLine, lineB: b.upgrade.startLine };
  const pairs = [
    ['outcome', a.upgrade.outcome, b.upgrade.outcome],
    [
      'bundle',
      a.upgrade.contractBundleID ?? a.upgrade.bundleID,
      b.upgrade.contractBundleID ?? b.upgrade.bundleID,
    ],
    ['incarnation', a.upgrade.incarnationAfter, b.upgrade.incarnationAfter],
    ['step', a.upgrade.step, b.upgrade.step],
  ] as const;
  return pairs
    .filter(([, ours, theirs]) => ours !== theirs)
    .map(([kind, ours, theirs]) => ({
      kind,
      ...at,
      a: String(ours ?? 'not known'),
      b: String(theirs ?? 'not known'),
    }));
}

const fates = ({ upgrade }: Aligned): Map<string, { fate: string; line: number | null }> =>
  new Map(
    upgrade.severed
      .filter(({ self, line }) => !self && line !== null)
      .map((severed) => {
        const { resubscribed, resubscribedLater, subscriberReplacedSince } = severed;
        const back = resubscribed || resubscribedLater;
        const fate = back ? 'came back' : subscriberReplacedSince ? 'was replaced' : 'never came back';
        return [severed.subscriberName ?? severed.subscriber, { fate, line: severed.line }];
      }),
  );

function subscriberDifferences(a: Aligned, b: Aligned): KindDifference[] {
  const [ours, theirs] = [fates(a), fates(b)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].flatMap((name): KindDifference[] => {
    const [left, right] = [ours.get(name), theirs.get(name)];
    if (left?.fate === right?.fate) return [];
    return [
      {
        kind: 'subscriber',
        subject: `${name}, of ${a.key}`,
        a: left?.fate ?? 'not told',
        b: right?.fate ?? 'not told',
        lineA: left?.line ?? null,
        lineB: right?.line ?? null,
      },
    ];
  });
}

/** Vats that come at another place among those that both runs upgraded: each out of the longest common order once. */
function orderDifferences(a: readonly Aligned[], b: readonly Aligned[]): KindDifference[] {
  const placeInB = new Map(b.map(({ key }, i) => [key, i]));
  const common = a.filter(({ key }) => placeInB.has(key));
  const kept = longestRise(common.map(({ key }) => placeInB.get(key) ?? 0));
  const commonInB = b.filter(({ key }) => common.some((own) => own.key === key));
  return common.flatMap((own, i): KindDifference[] => {
    if (kept.has(i)) return [];
    const there = commonInB.findIndex(({ key }) => key === own.key);
    return [
      {
        kind: 'order',
        subject: own.key,
        a: `number ${i + 1}`,
        b: `number ${there + 1}`,
        lineA: own.upgrade.startLine,
        lineB: commonInB[there]?.upgrade.startLine ?? null,
      },
    ];
  });
}

/** Places of a longest rising subsequence. */
function longestRise(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const before: (number | undefined)[] = [];
  values.forEach((value, i) => {
    let low = 0;
    while (low < tails.length && (values[tails[low] ?? 0] ?? 0) < value) low += 1;
    before[i] = low === 0 ? undefined : tails[low - 1];
    tails[low] = i;
  });
  const kept = new Set<number>();
  for (let at = tails.at(-1); at !== undefined; at = before[at]) kept.add(at);
  return kept;
}

/** Things of either run by name; those that only one has differ. */
function onlyInOne<T>(
  kind: KindDifference['kind'],
  [ours, theirs]: readonly [ReadonlyMap<string, T>, ReadonlyMap<string, T>],
  say: (item: T) => { subject: string; word: string; line: number },
): KindDifference[] {
  const gone = [...ours].filter(([key]) => !theirs.has(key)).map(([, item]) => say(item));
  const fresh = [...theirs].filter(([key]) => !ours.has(key)).map(([, item]) => say(item));
  return [
    ...gone.map(({ subject, word, line }) => ({
      kind,
      subject,
      a: word,
      b: MISSING,
      lineA: line,
      lineB: null,
    })),
    ...fresh.map(({ subject, word, line }) => ({
      kind,
      subject,
      a: MISSING,
      b: word,
      lineA: null,
      lineB: line,
    })),
  ];
}

const findingsOf = ({ findings, vats }: Document): Map<string, Finding> => {
  const names = new Map(vats.map(({ vatID, name }) => [vatID, name ?? vatID]));
  return new Map(
    findings
      .toReversed()
      .map((f) => [
        sameness({ ...f, vat: f.vatID === undefined ? null : (names.get(f.vatID) ?? f.vatID) }),
        f,
      ]),
  );
};

/** What differs in kind between two runs: upgrades, outcomes, bundles, order, subscribers, terminations, findings new and gone. */
export function kindDifferences(a: Document, b: Document): KindDifference[] {
  const [ours, theirs] = [alignUpgrades(a), alignUpgrades(b)];
  const byKey = (of: readonly Aligned[]) => new Map(of.map((own) => [own.key, own]));
  const other = byKey(theirs);
  const pairs = ours.flatMap((own) => {
    const match = other.get(own.key);
    return match ? [[own, match] as const] : [];
  });
  const terminated = ({ terminations }: Document) =>
    new Map(terminations.map((one) => [one.name ?? one.vatID, one]));
  return [
    ...onlyInOne('upgrade', [byKey(ours), other], ({ key, upgrade }) => ({
      subject: key,
      word: upgrade.outcome,
      line: upgrade.startLine,
    })),
    ...pairs.flatMap(([own, match]) => upgradeDifferences(own, match)),
    ...orderDifferences(ours, theirs),
    ...pairs.flatMap(([own, match]) => subscriberDifferences(own, match)),
    ...onlyInOne('termination', [terminated(a), terminated(b)], ({ name, vatID, failure, line }) => ({
      subject: name ?? vatID,
      word: failure ? 'ended with a failure' : 'ended',
      line,
    })),
    ...onlyInOne('finding', [findingsOf(a), findingsOf(b)], ({ rule, severity, message, line }) => ({
      subject: message,
      word: `${severity}, ${rule}`,
      line,
    })),
  ];
}

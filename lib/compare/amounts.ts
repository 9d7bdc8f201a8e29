import { alignUpgrades } from '@/lib/compare/align';
import { phasesOf } from '@/lib/report/phases';
import { type Spread, spreadOf } from '@/lib/report/spread';
import type { Analysis } from '@/lib/upgrade/analysis';

/** Something that both sides have and that took some amount. */
export type AmountDifference = {
  readonly group: 'phase' | 'vat' | 'run';
  readonly subject: string;
  readonly unit: 'seconds' | 'computrons' | 'bytes' | 'count';
  readonly a: Spread | null;
  readonly b: Spread | null;
  /** b's median over a's; null where one of them has none. */
  readonly ratio: number | null;
  /** Outside the noise of the side that has at least three runs, else more than a tenth and 50 ms. */
  readonly worthAWord: boolean;
};

type Amounts = Map<
  string,
  { group: AmountDifference['group']; unit: AmountDifference['unit']; value: number | null }
>;
type Document = Analysis<unknown>;

const computronsOf = (deliveries: readonly { computrons: number | null }[]): number | null =>
  deliveries.some(({ computrons }) => computrons === null) || deliveries.length === 0
    ? null
    : deliveries.reduce((sum, { computrons }) => sum + (computrons ?? 0), 0);

function amountsOf(document: Document): Amounts {
  const amounts: Amounts = new Map();
  for (const { title, seconds } of phasesOf(document, []))
    amounts.set(title, { group: 'phase', unit: 'seconds', value: seconds });
  for (const { key, upgrade } of alignUpgrades(document)) {
    amounts.set(`${key}: upgrade`, { group: 'vat', unit: 'seconds', value: upgrade.seconds });
    amounts.set(`${key}: computrons`, {
      group: 'vat',
      unit: 'computrons',
      value: computronsOf(upgrade.deliveries),
    });
  }
  const { summary, source, blocks } = document;
  const peak = blocks.reduce<number | null>(
    (most, { rss }) => (rss === null ? most : Math.max(most ?? 0, rss)),
    null,
  );
  amounts.set('Memory of the node, at most', { group: 'run', unit: 'bytes', value: peak });
  amounts.set('Slowest run', { group: 'run', unit: 'seconds', value: summary.slowestRunSeconds });
  amounts.set('Lines of the log', { group: 'run', unit: 'count', value: source.lines });
  return amounts;
}

const LEAST = 0.05;
const TENTH = 0.1;

/** Is the other side's median outside of what one side's runs differ by among themselves? */
function outsideNoise(a: Spread, b: Spread, unit: AmountDifference['unit']): boolean {
  const band = a.count >= 3 ? a : b.count >= 3 ? b : null;
  const other = band === a ? b : a;
  if (band) return other.median < band.least || other.median > band.most;
  const difference = Math.abs(b.median - a.median);
  return difference > TENTH * Math.abs(a.median) && (unit !== 'seconds' || difference > LEAST);
}

/** How much the sides differ; a side is one run or several of the same kind. Equal amounts are left out. */
export function amountDifferences(a: readonly Document[], b: readonly Document[]): AmountDifference[] {
  const [ours, theirs] = [a.map(amountsOf), b.map(amountsOf)];
  const subjects = new Map([...ours, ...theirs].flatMap((amounts) => [...amounts]));
  return [...subjects].flatMap(([subject, { group, unit }]): AmountDifference[] => {
    const spread = (side: readonly Amounts[]): Spread | null =>
      spreadOf(side.map((amounts) => amounts.get(subject)?.value ?? null));
    const [left, right] = [spread(ours), spread(theirs)];
    if (left === null && right === null) return [];
    if (left && right && left.median === right.median && left.most === right.most) return [];
    return [
      {
        group,
        subject,
        unit,
        a: left,
        b: right,
        ratio: left && right && left.median > 0 ? right.median / left.median : null,
        worthAWord: left !== null && right !== null && outsideNoise(left, right, unit),
      },
    ];
  });
}

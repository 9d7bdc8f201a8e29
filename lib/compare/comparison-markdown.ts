import { formatBytes, formatDuration } from '@/lib/base/time';
import type { AmountDifference } from '@/lib/compare/amounts';
import type { Comparison } from '@/lib/compare/compare-runs';
import { mdCode, mdTable, mdText } from '@/lib/report/markdown';
import type { Spread } from '@/lib/report/spread';

const FORMATS: Readonly<Record<AmountDifference['unit'], (value: number) => string>> = {
  seconds: formatDuration,
  bytes: formatBytes,
  computrons: (value) => Math.round(value).toLocaleString('en-US'),
  count: (value) => Math.round(value).toLocaleString('en-US'),
};

/** "12 s (11 s to 14 s)"; "–" where there is none. */
export function sayAmount(spread: Spread | null, unit: AmountDifference['unit']): string {
  if (spread === null) return '–';
  const say = FORMATS[unit];
  if (spread.count === 1) return say(spread.median);
  return `${say(spread.median)} (${say(spread.least)} to ${say(spread.most)})`;
}

const line = (value: number | null): string => (value === null ? '–' : String(value));

/** The comparison as Markdown, differences in kind first. */
export function comparisonMarkdown({ a, b, kinds, amounts }: Comparison): string {
  const shown = amounts.filter(({ worthAWord }) => worthAWord);
  const kindTable = mdTable(
    ['What', 'Of', 'A', 'B', 'Line in A', 'Line in B'],
    kinds.map((k) => [k.kind, mdCode(k.subject), mdCode(k.a), mdCode(k.b), line(k.lineA), line(k.lineB)]),
  );
  const amountTable = mdTable(
    ['What', 'A', 'B', 'B / A'],
    shown.map(({ subject, unit, a: ours, b: theirs, ratio }) => [
      mdText(subject),
      sayAmount(ours, unit),
      sayAmount(theirs, unit),
      ratio === null ? '–' : ratio.toFixed(2),
    ]),
  );
  return [
    '# Comparison',
    '',
    `- **A**: ${a.map(mdText).join(', ')}`,
    `- **B**: ${b.map(mdText).join(', ')}`,
    '',
    '## In kind',
    '',
    ...(kinds.length === 0 ? ['No difference.'] : kindTable),
    '',
    '## How much',
    '',
    ...(shown.length === 0 ? ['No difference worth a word.'] : amountTable),
    '',
  ].join('\n');
}

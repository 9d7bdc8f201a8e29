import { type AmountDifference, amountDifferences } from '@/lib/compare/amounts';
import { type KindDifference, kindDifferences } from '@/lib/compare/kinds';
import type { Analysis } from '@/lib/upgrade/analysis';

export const COMPARISON_SCHEMA = 'vatdeck/comparison@1';

export type Compared = { readonly title: string; readonly analysis: Analysis<unknown> };

/** What two sides have different: first in kind, then how much. Titles are of the runs on either side. */
export type Comparison = {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly a: readonly string[];
  readonly b: readonly string[];
  readonly kinds: readonly KindDifference[];
  readonly amounts: readonly AmountDifference[];
};

/**
 * Side b held against side a. Kinds are those of the first run of either side; amounts are of all its runs, whose spread is the noise
 * band from three on. Neither side may be empty.
 */
export function compareRuns(a: readonly Compared[], b: readonly Compared[]): Comparison {
  const [ours] = a;
  const [theirs] = b;
  return {
    schema: COMPARISON_SCHEMA,
    a: a.map(({ title }) => title),
    b: b.map(({ title }) => title),
    kinds: ours && theirs ? kindDifferences(ours.analysis, theirs.analysis) : [],
    amounts: amountDifferences(
      a.map(({ analysis }) => analysis),
      b.map(({ analysis }) => analysis),
    ),
  };
}

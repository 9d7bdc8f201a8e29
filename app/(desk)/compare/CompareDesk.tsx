'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';
import { StackedTimelines } from '@/app/(desk)/compare/StackedTimelines';
import { Differences } from '@/components/compare/Differences';
import { NodesPanel } from '@/components/compare/NodesPanel';
import { SidePicker } from '@/components/compare/SidePicker';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Page } from '@/components/ui/Page';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { useActions } from '@/lib/client/actions';
import { errorWords } from '@/lib/client/door';
import { useComparison } from '@/lib/client/use-reports';
import { useRuns } from '@/lib/client/use-runs';
import type { RunRow } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

type Props = { runs: RunRow[]; a: readonly string[]; b: readonly string[] };

/** Two sides of runs; the address carries them, X swaps them. */
export function CompareDesk({ runs: initial, a: firstA, b: firstB }: Props) {
  const { data: runs = initial } = useRuns(initial);
  const [{ a, b }, setSides] = useState({ a: firstA, b: firstB });
  useEffect(() => window.history.replaceState(null, '', paths.compare(a, b)), [a, b]);
  const swapSides = useCallback(() => setSides((sides) => ({ a: sides.b, b: sides.a })), []);
  const comparison = useComparison(a, b);
  const rowA = runs.find(({ id }) => id === a[0]);
  const rowB = runs.find(({ id }) => id === b[0]);
  const swap = useMemo(
    () => [
      {
        id: 'swap-sides',
        title: 'Swap the sides of the comparison',
        group: 'Compare',
        shortcut: 'swap-sides',
        run: swapSides,
      } as const,
    ],
    [swapSides],
  );
  useActions(swap);
  return (
    <Page
      title="Compare runs"
      actions={
        <Button onClick={swapSides} why={a.length + b.length === 0 ? 'Choose runs first.' : null}>
          Swap sides
        </Button>
      }
    >
      <div className="mb-6 grid gap-6 sm:grid-cols-2">
        <SidePicker
          side="A"
          runs={runs}
          chosen={a}
          onChange={(next) => setSides((sides) => ({ ...sides, a: next }))}
        />
        <SidePicker
          side="B"
          runs={runs}
          chosen={b}
          onChange={(next) => setSides((sides) => ({ ...sides, b: next }))}
        />
      </div>
      {a.length === 0 || b.length === 0 ? (
        <EmptyState title="Choose a run for either side">
          A candidate against another, a clone against mainnet, a node against a node. Several runs on a side
          give it a noise band.
        </EmptyState>
      ) : comparison.error ? (
        <ErrorState
          what="The runs could not be compared."
          {...errorWords(comparison.error)}
          retry={() => void comparison.refetch()}
        />
      ) : comparison.data ? (
        <div className="flex flex-col gap-6">
          <Differences comparison={comparison.data} a={a[0] ?? ''} b={b[0] ?? ''} />
          {rowA && rowB && rowA !== rowB && (
            <StackedTimelines key={`${rowA.id} ${rowB.id}`} a={rowA} b={rowB} />
          )}
          <NodesPanel a={a[0] ?? ''} b={b[0] ?? ''} />
        </div>
      ) : (
        <SkeletonRows label="Comparing the runs" />
      )}
    </Page>
  );
}

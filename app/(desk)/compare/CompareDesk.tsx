'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { Differences } from '@/components/compare/Differences';
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
export function CompareDesk({ runs: initial, a, b }: Props) {
  const { data: runs = initial } = useRuns(initial);
  const router = useRouter();
  const go = (left: readonly string[], right: readonly string[]) =>
    router.replace(paths.compare(left, right));
  const comparison = useComparison(a, b);
  const swap = useMemo(
    () => [
      {
        id: 'swap-sides',
        title: 'Swap the sides of the comparison',
        group: 'Compare',
        shortcut: 'swap-sides',
        run: () => router.replace(paths.compare(b, a)),
      } as const,
    ],
    [router, a, b],
  );
  useActions(swap);
  return (
    <Page
      title="Compare runs"
      actions={
        <Button onClick={() => go(b, a)} why={a.length + b.length === 0 ? 'Choose runs first.' : null}>
          Swap sides
        </Button>
      }
    >
      <div className="mb-6 grid gap-6 sm:grid-cols-2">
        <SidePicker side="A" runs={runs} chosen={a} onChange={(next) => go(next, b)} />
        <SidePicker side="B" runs={runs} chosen={b} onChange={(next) => go(a, next)} />
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
        <Differences comparison={comparison.data} a={a[0] ?? ''} b={b[0] ?? ''} />
      ) : (
        <SkeletonRows label="Comparing the runs" />
      )}
    </Page>
  );
}

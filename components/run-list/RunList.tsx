'use client';

import { type ReactNode, useMemo, useRef, useState } from 'react';
import { filterRuns } from '@/components/run-list/filter-runs';
import { RunTable } from '@/components/run-list/RunTable';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { FilterField } from '@/components/ui/TextField';
import { type Action, useActions } from '@/lib/client/actions';
import { errorWords } from '@/lib/client/door';
import { useRuns } from '@/lib/client/use-runs';
import { useSeenAt } from '@/lib/client/use-seen-at';
import type { RunRow } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

type Props = { initial?: RunRow[]; filter: string; emptyAction: ReactNode };

/** The list of runs with its filter; what is typed stays in the address, so that the view is a link. */
export function RunList({ initial, filter: firstFilter, emptyAction }: Props) {
  const runs = useRuns(initial);
  const [filter, setFilter] = useState(firstFilter);
  const change = (text: string) => {
    setFilter(text);
    window.history.replaceState(null, '', paths.runs(text));
  };
  const seenAt = useSeenAt(runs.dataUpdatedAt);
  if (runs.isPending) return <SkeletonRows rows={8} label="Reading the runs" />;
  if (runs.isError && !runs.data) {
    const retry = () => void runs.refetch();
    return <ErrorState what="The runs could not be read." {...errorWords(runs.error)} retry={retry} />;
  }
  if (runs.data.length === 0) return <NoRuns action={emptyAction} />;
  const shown = filterRuns(runs.data, filter, seenAt);
  return (
    <>
      <RunFilter filter={filter} onChange={change} shown={shown.length} all={runs.data.length} />
      {shown.length > 0 ? (
        <RunTable runs={shown} seenAt={seenAt} caption="Runs, newest first" />
      ) : (
        <EmptyState title={`No run matches “${filter}”.`}>
          The filter looks at state, title, kind, scenario, plan, digest and id.
        </EmptyState>
      )}
    </>
  );
}

const count = (runs: number): string => (runs === 1 ? '1 run' : `${runs} runs`);

type FilterProps = { filter: string; onChange: (text: string) => void; shown: number; all: number };

function RunFilter({ filter, onChange, shown, all }: FilterProps) {
  const field = useRef<HTMLInputElement>(null);
  const actions = useMemo(
    (): Action[] => [
      {
        id: 'filter-runs',
        title: 'Filter the runs',
        group: 'This page',
        shortcut: 'filter',
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useActions(actions);
  return (
    <div className="flex items-center gap-3 border-b border-line pb-2">
      <FilterField
        ref={field}
        label="Filter runs"
        value={filter}
        onChange={({ target }) => onChange(target.value)}
      />
      <output className="tnum text-12 text-ink-3">
        {shown === all ? count(all) : `${shown} of ${count(all)}`}
      </output>
    </div>
  );
}

const NoRuns = ({ action }: { action: ReactNode }) => (
  <EmptyState title="No runs yet" action={action}>
    Every slog that is rehearsed, sent or uploaded becomes a run here: which vats were upgraded, in which
    order, and what went wrong.
  </EmptyState>
);

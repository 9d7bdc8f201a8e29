'use client';

import { useMemo } from 'react';
import { rowTarget } from '@/app/(desk)/runs/[runId]/use-selection';
import { StatusBoard } from '@/components/run/StatusBoard';
import { StepStrip } from '@/components/run/StepStrip';
import { Panel } from '@/components/ui/Panel';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { usePaced } from '@/lib/client/use-paced';
import { type BoardRow, boardProgress } from '@/lib/timeline/board';
import type { Target } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

type Props = {
  readonly board: readonly BoardRow[];
  readonly analysis: Analysis;
  readonly selected: Target | null;
  /** Nothing has come over the stream yet: no state is claimed. */
  readonly pending: boolean;
  readonly onSelect: (row: BoardRow) => void;
};

/** A board of many rows is drawn anew at most so often (ms). */
const EVERY = 200;

/** The status board under its heading; nothing where there is neither a plan nor an upgrade. */
export function BoardPanel({ board: rows, analysis: newest, selected, pending, onSelect }: Props) {
  const now = useMemo(() => (pending ? null : { board: rows, analysis: newest }), [rows, newest, pending]);
  const { board, analysis } = usePaced(now, EVERY) ?? { board: rows, analysis: newest };
  if (board.length === 0) return null;
  if (pending) {
    return (
      <Panel title="Status">
        <SkeletonRows rows={board.length + 1} label="Reading the run" />
      </Panel>
    );
  }
  const { done, planned } = boardProgress(board);
  const chosen = board.find((row) => {
    const target = rowTarget(row);
    return target.kind === selected?.kind && target.id === selected.id;
  });
  return (
    <Panel
      title="Status"
      note={planned > 0 ? `${done} of ${planned} planned upgrades done` : undefined}
      actions={<StepStrip board={board} />}
    >
      <StatusBoard rows={board} analysis={analysis} selectedKey={chosen?.key ?? null} onSelect={onSelect} />
    </Panel>
  );
}

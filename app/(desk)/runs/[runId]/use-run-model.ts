'use client';

import { useMemo, useState } from 'react';
import { useNow } from '@/components/ui/Now';
import { type CellRange, useCells } from '@/lib/client/run-stream/use-cells';
import type { RunWatch } from '@/lib/client/run-stream/use-run-stream';
import { useRunStream } from '@/lib/client/run-stream/use-run-stream';
import type { RunFacts } from '@/lib/live/frame';
import { type RunHead, runHead } from '@/lib/live/run-head';
import type { RunRow } from '@/lib/live/run-row';
import type { PlannedStep } from '@/lib/timeline/board';
import { makeChainCells } from '@/lib/timeline/chain-cells';
import { type TimelineModel, timelineModel } from '@/lib/timeline/lanes';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';

export type RunPageModel = {
  readonly analysis: Analysis;
  readonly head: RunHead;
  readonly model: TimelineModel;
  /** Nothing has come over the stream yet: what is shown is what the server rendered. */
  readonly pending: boolean;
  /** All of the analysis is here, not its outline alone. */
  readonly isWhole: boolean;
};

const NOTHING = emptyAnalysis();

const factsOf = (row: RunRow): RunFacts => ({
  state: row.state,
  reason: row.reason,
  receivedBytes: row.receivedBytes,
  foldedBytes: row.foldedBytes,
  expectedBytes: row.expectedBytes,
  lastByteAt: row.lastByteAt,
  endedAt: row.endedAt,
  watchers: 0,
});

/** The server's clock as this tab can know it: the newest frame's, moved on by our own. */
const serverClock = (watch: RunWatch | null, now: number): number =>
  watch ? watch.model.serverNow + Math.max(0, now - watch.receivedAt) : now;

/** Everything the page of one run shows, from the row it was rendered with and the stream. */
export function useRunModel(row: RunRow, steps: readonly PlannedStep[], range: CellRange): RunPageModel {
  const { watch, link } = useRunStream(row.id);
  const [chainOf] = useState(makeChainCells);
  const now = useNow();
  const cells = useCells(row.id, watch?.model ?? null, range);
  const analysis = watch?.model.analysis ?? NOTHING;
  const facts = watch?.model.facts ?? factsOf(row);
  // Before the stream has spoken nothing is known to have ended: a step is not called "not run" on no evidence.
  const pending = watch === null;
  const live = facts.state === 'waiting' || facts.state === 'streaming';
  const model = useMemo(
    () => timelineModel(analysis, steps, cells, live || pending, chainOf(analysis)),
    [analysis, steps, cells, live, pending, chainOf],
  );
  const head = runHead({
    facts,
    analysis,
    lines: watch?.rates.lines ?? null,
    bytes: watch?.rates.bytes ?? null,
    now: serverClock(watch, now),
    link: link.state,
  });
  return { analysis, head, model, pending, isWhole: watch?.model.isWhole ?? false };
}

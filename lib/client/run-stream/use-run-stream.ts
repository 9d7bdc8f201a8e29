'use client';

import { queryOptions, skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { openShared } from '@/lib/client/run-stream/browser-stream';
import { tellEnded } from '@/lib/client/run-stream/run-news';
import { type Link, RunStream, type Source } from '@/lib/client/run-stream/run-stream';
import type { Cursor } from '@/lib/live/cursor';
import { isSettled, type RunModel, type RunRates, takeRates } from '@/lib/live/run-model';

/** What this tab holds of a run's stream; it outlives the page so that coming back resumes by cursor. */
export type RunWatch = { readonly model: RunModel; readonly rates: RunRates; readonly receivedAt: number };

const runStreamKey = (runId: string) => ['run-stream', runId] as const;

/**
 * The same for all who read it: options of the last that asks count for all. The deltas share structure already; comparing two documents
 * deeply on every frame cost more than drawing.
 */
export const runStreamQuery = (runId: string) =>
  queryOptions<RunWatch>({
    queryKey: runStreamKey(runId),
    queryFn: skipToken,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

const HIDDEN_EVERY = 1_000;

/** A hidden tab draws no frames; it still takes what comes, once a second, so that nothing piles up. */
function schedule(work: () => void): () => void {
  if (document.hidden) {
    const timer = window.setTimeout(work, HIDDEN_EVERY);
    return () => window.clearTimeout(timer);
  }
  const frame = window.requestAnimationFrame(work);
  const fallback = window.setTimeout(work, HIDDEN_EVERY);
  return () => {
    window.cancelAnimationFrame(frame);
    window.clearTimeout(fallback);
  };
}

/** Runs the work once, whichever of the frame and its fallback comes first. */
function scheduleOnce(work: () => void): () => void {
  const cancel = schedule(() => {
    cancel();
    work();
  });
  return cancel;
}

function later(work: () => void, ms: number): () => void {
  const timer = window.setTimeout(work, ms);
  return () => window.clearTimeout(timer);
}

/** Watches a run for as long as the page shows it: snapshot, then deltas into the cache, one change per drawn frame. */
export function useRunStream(
  runId: string,
  open: (runId: string, cursor: Cursor | null) => Source = openShared,
): { watch: RunWatch | null; link: Link } {
  const client = useQueryClient();
  const [link, setLink] = useState<Link>({ state: 'connecting', failures: 0 });
  const { data } = useQuery(runStreamQuery(runId));
  useEffect(() => {
    const key = runStreamKey(runId);
    const stream = new RunStream({
      model: client.getQueryData<RunWatch>(key)?.model ?? null,
      open: (cursor) => open(runId, cursor),
      schedule: scheduleOnce,
      later,
      now: () => Date.now(),
      random: Math.random,
      onModel: (model) =>
        client.setQueryData<RunWatch>(key, (before) => {
          if (before?.model.isWhole && isSettled(model) && !isSettled(before.model)) tellEnded(runId);
          return { model, rates: takeRates(before?.rates ?? null, model), receivedAt: Date.now() };
        }),
      onLink: setLink,
    });
    const wake = (): void => {
      if (!document.hidden) stream.wake();
    };
    document.addEventListener('visibilitychange', wake);
    window.addEventListener('online', wake);
    window.addEventListener('pageshow', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      window.removeEventListener('online', wake);
      window.removeEventListener('pageshow', wake);
      stream.close();
    };
  }, [client, open, runId]);
  return { watch: data ?? null, link };
}

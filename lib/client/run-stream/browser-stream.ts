'use client';

import type { Source } from '@/lib/client/run-stream/run-stream';
import { SharedStream } from '@/lib/client/run-stream/shared-stream';
import type { Cursor } from '@/lib/live/cursor';
import { formatWanted } from '@/lib/live/wanted';
import { paths } from '@/lib/url/paths';

const openEventSource = (url: string): Source => new EventSource(url);

function later(work: () => void, ms: number): () => void {
  const timer = window.setTimeout(work, ms);
  return () => window.clearTimeout(timer);
}

function makeShared(): SharedStream | null {
  // Without a secure context a browser has no locks: then each tab has a stream of its own.
  if (typeof navigator === 'undefined' || !navigator.locks || typeof BroadcastChannel !== 'function')
    return null;
  const { locks } = navigator;
  return new SharedStream({
    tab: crypto.randomUUID(),
    url: paths.api.allEvents(),
    locks: { request: (name, options, held) => locks.request(name, options, held) },
    channel: new BroadcastChannel('vatdeck-stream'),
    open: openEventSource,
    later,
    now: () => Date.now(),
  });
}

let shared: SharedStream | null | undefined;

/** A run's events, through the one stream of this browser where it can share one. */
export function openShared(runId: string, cursor: Cursor | null): Source {
  shared ??= makeShared();
  if (shared) return shared.open(runId, cursor);
  const query = new URLSearchParams({ run: formatWanted({ runId, cursor }) });
  return openEventSource(`${paths.api.allEvents()}?${query}`);
}

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { describe, expect, it } from 'vitest';
import type { Source } from '@/lib/client/run-stream/run-stream';
import { useRunStream } from '@/lib/client/run-stream/use-run-stream';
import type { Cursor } from '@/lib/live/cursor';
import type { WireFrame } from '@/lib/live/frame';
import { toOverview } from '@/lib/live/overview';
import { formatWanted } from '@/lib/live/wanted';
import { emptyAnalysis } from '@/lib/upgrade/analysis';

const frame = (seq: number, lines: number): WireFrame => ({
  kind: 'snapshot',
  runId: 'r1',
  epoch: 'e',
  seq,
  now: seq,
  facts: {
    state: 'streaming',
    reason: null,
    receivedBytes: 1,
    foldedBytes: 1,
    expectedBytes: null,
    lastByteAt: 1,
    endedAt: null,
    watchers: 1,
  },
  overview: toOverview({ ...emptyAnalysis(), source: { ...emptyAnalysis().source, lines } }, () => ({
    vats: [],
    numbers: [],
  })),
});

/** Sockets in the hand of the test: which are open, and what they say. */
function sockets() {
  const urls: string[] = [];
  const open = new Set<Source>();
  let say: (event: { data?: unknown }) => void = () => undefined;
  const make = (runId: string, cursor: Cursor | null): Source => {
    urls.push(formatWanted({ runId, cursor }));
    const source: Source = {
      addEventListener: (type, listener) => {
        if (type === 'message') say = listener;
      },
      close: () => open.delete(source),
    };
    open.add(source);
    return source;
  };
  return { urls, open, make, send: (sent: WireFrame) => say({ data: JSON.stringify(sent) }) };
}

const withClient = (client: QueryClient) =>
  function Wrapper({ children }: { children: ReactNode }) {
    return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
  };

describe('useRunStream', () => {
  it('shows what the stream says, closes it with the page, and resumes by cursor when the page comes back', async () => {
    const { urls, open, make, send } = sockets();
    const wrapper = withClient(new QueryClient());
    const first = renderHook(() => useRunStream('r1', make), { wrapper });
    expect(first.result.current.watch).toBeNull();
    act(() => send(frame(5, 7)));
    await waitFor(() => expect(first.result.current.watch?.model.analysis.source.lines).toBe(7));
    first.unmount();
    expect(open.size).toBe(0);
    const again = renderHook(() => useRunStream('r1', make), { wrapper });
    expect(again.result.current.watch?.model.analysis.source.lines).toBe(7);
    expect(urls).toEqual(['r1', 'r1~e.5']);
    again.unmount();
    expect(open.size).toBe(0);
  });

  it('opens another stream for another run', async () => {
    const { urls, open, make } = sockets();
    const wrapper = withClient(new QueryClient());
    const { rerender, unmount } = renderHook(({ id }) => useRunStream(id, make), {
      wrapper,
      initialProps: { id: 'a' },
    });
    rerender({ id: 'b' });
    expect(urls).toEqual(['a', 'b']);
    expect(open.size).toBe(1);
    unmount();
    expect(open.size).toBe(0);
  });
});

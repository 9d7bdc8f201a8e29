import { act, renderHook } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { useUpload } from './use-upload';

afterEach(() => vi.unstubAllGlobals());

it('shows the page’s one upload, to every component that asks, until it is dismissed', async () => {
  // jsdom has no server: the upload's own test runs against one; here only the way to React counts.
  const answers = [
    new Response(JSON.stringify({ runId: 'r', ingestToken: 't' }), { status: 201 }),
    new Response(null, { status: 200, headers: { 'upload-offset': '0' } }),
    new Response(null, { status: 204, headers: { 'upload-offset': '3' } }),
  ];
  window.fetch = vi.fn(() => Promise.resolve(answers.shift() ?? Response.error()));
  const { result } = renderHook(() => useUpload());
  const other = renderHook(() => useUpload());
  expect(result.current.upload).toBeNull();
  act(() => result.current.send(new File(['abc'], 'a.slog')));
  expect(result.current.upload).toMatchObject({ state: 'sending', name: 'a.slog', total: 3 });
  await act(() => vi.waitFor(() => expect(other.result.current.upload?.state).toBe('done')));
  expect(result.current.upload).toMatchObject({ sent: 3, runId: 'r' });
  act(() => result.current.dismiss());
  expect(other.result.current.upload).toBeNull();
});

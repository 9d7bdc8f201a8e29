import { describe, expect, it } from 'vitest';
import { filterRuns } from '@/components/run-list/filter-runs';
import type { RunRow } from '@/lib/live/run-row';

const run = (id: string, of: Partial<RunRow> = {}): RunRow => ({
  id,
  title: `Run ${id}`,
  kind: 'rehearsal',
  state: 'complete',
  reason: null,
  planId: null,
  planTitle: null,
  planDigest: null,
  planApproved: null,
  scenario: null,
  receivedBytes: 0,
  foldedBytes: 0,
  expectedBytes: null,
  lines: 0,
  upgradesDone: 0,
  upgradesPlanned: null,
  blockers: 0,
  warnings: 0,
  createdAt: 0,
  startedAt: null,
  lastByteAt: null,
  endedAt: null,
  ...of,
});
const RUNS = [
  run('a', { scenario: 'throws', planDigest: '274f6b86' }),
  run('b', { kind: 'mainnet', state: 'streaming', lastByteAt: 0 }),
  run('c', { kind: 'mainnet', state: 'failed' }),
];
const found = (filter: string, now = 0) => filterRuns(RUNS, filter, now).map(({ id }) => id);

describe('filterRuns', () => {
  it('finds by what is seen in the row: scenario in words, digest, kind', () => {
    expect(found('new code')).toEqual(['a']);
    expect(found('274F')).toEqual(['a']);
    expect(found('mainnet')).toEqual(['b', 'c']);
  });

  it('wants every word, and knows a stalled stream from one that streams', () => {
    expect(found('mainnet failed')).toEqual(['c']);
    expect(found('streaming')).toEqual(['b']);
    expect(found('stalled')).toEqual([]);
    expect(found('stalled', 60_000)).toEqual(['b']);
  });

  it('shows all for nothing but blanks', () => {
    expect(found('  ')).toEqual(['a', 'b', 'c']);
  });
});

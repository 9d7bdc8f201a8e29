import { describe, expect, it } from 'vitest';
import { runLook } from '@/lib/live/run-look';

const run = (
  state: 'waiting' | 'streaming' | 'complete' | 'incomplete' | 'failed',
  blockers = 0,
  lastByteAt = 0,
) => ({ state, blockers, lastByteAt }) as const;

describe('runLook', () => {
  it('never shows a complete run with blockers as done', () => {
    expect(runLook(run('complete'), 0).look).toBe('done');
    expect(runLook(run('complete', 1), 0).look).toBe('attention');
  });

  it('shows a silent stream as stalled, and an open log as an unknown end', () => {
    expect(runLook(run('streaming', 0, 1_000), 5_000)).toEqual({ look: 'running', word: 'streaming' });
    expect(runLook(run('streaming', 0, 1_000), 60_000)).toEqual({ look: 'attention', word: 'stalled' });
    expect(runLook(run('incomplete'), 0)).toEqual({ look: 'unknown', word: 'incomplete' });
  });
});

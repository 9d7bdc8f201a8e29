import { describe, expect, it } from 'vitest';
import type { RunFacts } from '@/lib/live/frame';
import { runHead } from '@/lib/live/run-head';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';

const NOW = 1_000_000;
const facts = (over: Partial<RunFacts>): RunFacts => ({
  state: 'streaming',
  reason: null,
  receivedBytes: 10,
  foldedBytes: 10,
  expectedBytes: null,
  lastByteAt: NOW,
  endedAt: null,
  watchers: 1,
  ...over,
});
const logAt = (firstTime: number, lastTime: number): Analysis => ({
  ...emptyAnalysis(),
  source: { ...emptyAnalysis().source, firstTime, lastTime },
});
const rate = { at: NOW - 1_000, bytes: 10, rate: 50 };
const head = (over: Partial<RunFacts>, analysis = emptyAnalysis(), link: 'live' | 'lost' = 'live') =>
  runHead({ facts: facts(over), analysis, lines: rate, bytes: rate, now: NOW, link });

describe('runHead', () => {
  it('counts the seconds of a stall, and says why a run failed or ended early', () => {
    expect(head({ lastByteAt: NOW - 12_300 })).toMatchObject({ look: 'attention', word: 'stalled 12 s' });
    expect(head({ state: 'failed', reason: 'a PNG image' }).word).toBe('failed: a PNG image');
    expect(head({ state: 'incomplete', reason: 'node down' })).toMatchObject({
      look: 'unknown',
      notice: { says: 'node down' },
    });
  });

  it('says how far the log is behind, but not that an old log is old', () => {
    expect(head({}, logAt(900, 990)).notice?.word).toBe('log is 10 s behind');
    expect(head({}, logAt(900, 998)).notice).toBeNull();
    expect(head({ lastByteAt: NOW }, logAt(-90_000, -80_000)).notice).toBeNull();
  });

  it('calls the picture stale while the server is silent, whatever else there is to say', () => {
    expect(head({}, logAt(900, 990), 'lost')).toMatchObject({
      look: 'attention',
      word: 'stale',
      notice: { word: 'no answer' },
    });
    expect(head({ state: 'complete' }, emptyAnalysis(), 'lost').word).toBe('complete');
  });

  it('shows rates only while they are fresh and the run is open; elapsed is the log’s own time', () => {
    expect(head({}).linesPerSecond).toBe(50);
    expect(head({ state: 'complete' }).bytesPerSecond).toBeNull();
    const old = runHead({
      facts: facts({}),
      analysis: logAt(100, 160),
      lines: { ...rate, at: NOW - 9_000 },
      bytes: null,
      now: NOW,
      link: 'live',
    });
    expect(old).toMatchObject({ linesPerSecond: 0, bytesPerSecond: null, elapsed: 60 });
  });
});

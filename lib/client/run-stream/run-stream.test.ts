import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Link, RunStream, SILENCE, type Source } from '@/lib/client/run-stream/run-stream';
import { formatCursor } from '@/lib/live/cursor';
import { diffAnalysis } from '@/lib/live/diff';
import type { Frame, RunFacts } from '@/lib/live/frame';
import { toOverview } from '@/lib/live/overview';
import { parseFrame } from '@/lib/live/parse-frame';
import { type RunModel, takeFrame } from '@/lib/live/run-model';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';

const facts = (over: Partial<RunFacts> = {}): RunFacts => ({
  state: 'streaming',
  reason: null,
  receivedBytes: 100,
  foldedBytes: 100,
  expectedBytes: null,
  lastByteAt: 1,
  endedAt: null,
  watchers: 1,
  ...over,
});

const documentOf = (lines: number): Analysis => ({
  ...emptyAnalysis(),
  source: { ...emptyAnalysis().source, lines },
  processStarts: Array.from({ length: lines }, (_, i) => ({
    line: i + 1,
    byte: i,
    time: i,
    initSeconds: null,
  })),
});

const snapshot = (seq: number, lines: number, epoch = 'e'): Frame => ({
  kind: 'snapshot',
  runId: 'r',
  epoch,
  seq,
  now: seq,
  facts: facts(),
  analysis: documentOf(lines),
  tail: [],
});
const delta = (seq: number, from: number, to: number, epoch = 'e', over: Partial<RunFacts> = {}): Frame => ({
  kind: 'delta',
  runId: 'r',
  epoch,
  seq,
  now: seq,
  facts: facts(over),
  delta: diffAnalysis(documentOf(from), documentOf(to)),
});

/** A frame as it comes. */
const textOf = (frame: Frame): string => {
  if (frame.kind === 'delta') return JSON.stringify(frame);
  const { analysis, tail: _made, ...head } = frame;
  return JSON.stringify({ ...head, overview: toOverview(analysis, () => ({ vats: [], numbers: [] })) });
};

/** A server and a clock in the hand of the test. */
function stage(model: RunModel | null = null) {
  const urls: string[] = [];
  const links: Link[] = [];
  const models: RunModel[] = [];
  const timers: { work: () => void; at: number }[] = [];
  let draws: (() => void)[] = [];
  let listeners = new Map<string, (event: { data?: unknown }) => void>();
  let open = 0;
  let clock = 0;
  const stream = new RunStream({
    model,
    open: (cursor): Source => {
      urls.push(cursor ? formatCursor(cursor) : 'snapshot');
      open += 1;
      const mine = new Map<string, (event: { data?: unknown }) => void>();
      listeners = mine;
      return { addEventListener: (type, listener) => mine.set(type, listener), close: () => (open -= 1) };
    },
    schedule: (work) => {
      draws.push(work);
      return () => (draws = draws.filter((other) => other !== work));
    },
    later: (work, ms) => {
      const timer = { work, at: clock + ms };
      timers.push(timer);
      return () => timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
    now: () => clock,
    random: () => 1,
    onModel: (next) => models.push(next),
    onLink: (link) => links.push(link),
  });
  const pass = (ms: number): void => {
    const until = clock + ms;
    for (;;) {
      const due = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      timers.splice(timers.indexOf(due), 1);
      clock = due.at;
      due.work();
    }
    clock = until;
  };
  return {
    stream,
    urls,
    links,
    models,
    pass,
    opened: () => open,
    timers: () => timers.length,
    emit: (type: string, data?: unknown) => listeners.get(type)?.({ data }),
    send: (...frames: Frame[]) => {
      for (const frame of frames) listeners.get('message')?.({ data: textOf(frame) });
    },
    draw: () => {
      const now = draws;
      draws = [];
      for (const work of now) work();
    },
  };
}

describe('RunStream', () => {
  it('shows many events as one change per drawn frame', () => {
    const s = stage();
    s.emit('open');
    s.send(snapshot(1, 0), delta(2, 0, 3), delta(3, 3, 5));
    expect(s.models).toHaveLength(0);
    s.draw();
    expect(s.models.map(({ cursor, analysis }) => [cursor.seq, analysis.source.lines])).toEqual([[3, 5]]);
    expect(s.links.at(-1)?.state).toBe('live');
  });

  it('asks for a snapshot after a gap, without a cursor', () => {
    const s = stage();
    s.send(snapshot(1, 0), delta(2, 0, 1), delta(4, 2, 3));
    s.draw();
    expect(s.models.at(-1)?.cursor.seq).toBe(2);
    expect(s.urls).toEqual(['snapshot', 'snapshot']);
    expect(s.opened()).toBe(1);
  });

  it('resumes by cursor after a silence, an error and a sleep', () => {
    const s = stage();
    s.send(snapshot(7, 2));
    s.draw();
    s.pass(SILENCE + 10);
    expect(s.urls.at(-1)).toBe('e.7');
    s.emit('error');
    expect(s.links.at(-1)).toEqual({ state: 'connecting', failures: 1 });
    s.pass(300);
    s.emit('error');
    expect(s.links.at(-1)).toEqual({ state: 'lost', failures: 2 });
    s.stream.wake();
    expect(s.urls).toHaveLength(4);
    s.emit('open');
    expect(s.links.at(-1)).toEqual({ state: 'live', failures: 0 });
  });

  it('takes a beat for a sign of life', () => {
    const s = stage();
    for (let i = 0; i < 10; i += 1) {
      s.pass(SILENCE - 5_000);
      s.emit('beat');
    }
    expect(s.urls).toHaveLength(1);
  });

  it('closes the stream of a run that has ended', () => {
    const s = stage();
    s.send(snapshot(1, 2), delta(2, 2, 2, 'e', { state: 'complete' }));
    s.draw();
    expect(s.links.at(-1)?.state).toBe('ended');
    expect(s.opened()).toBe(0);
    expect(s.timers()).toBe(0);
  });

  it('goes on while an ended run is still being folded', () => {
    const s = stage();
    s.send(snapshot(1, 2), delta(2, 2, 2, 'e', { state: 'complete', foldedBytes: 10 }));
    s.draw();
    expect(s.opened()).toBe(1);
  });

  it('leaves nothing behind when the page goes', () => {
    const s = stage();
    s.send(snapshot(1, 2));
    s.stream.close();
    s.draw();
    s.pass(60_000);
    expect([s.opened(), s.timers(), s.models.length]).toEqual([0, 0, 0]);
  });
});

describe('the model', () => {
  const growth = fc.array(fc.nat(4), { minLength: 1, maxLength: 15 });

  it('is the same for who watched from the start and who came late, or came back by cursor', () => {
    fc.assert(
      fc.property(growth, fc.nat(), fc.nat(), (steps, joins, leaves) => {
        const lines = steps.reduce<number[]>((all, add) => [...all, (all.at(-1) ?? 0) + add], [0]);
        const deltas = lines.slice(1).map((to, i) => delta(i + 1, lines[i] ?? 0, to));
        const play = (model: RunModel | null, frames: Frame[]) =>
          frames.reduce<RunModel | null>((m, frame) => takeFrame(m, frame), model);
        const join = joins % lines.length;
        const watched = play(null, [snapshot(0, 0), ...deltas]);
        const late = play(null, [snapshot(join, lines[join] ?? 0), ...deltas.slice(join)]);
        expect(late).toEqual(watched);
        const left = leaves % lines.length;
        const slept = play(null, [snapshot(0, 0), ...deltas.slice(0, left)]);
        expect(play(slept, deltas.slice(Math.max(0, left - 1)))).toEqual(watched);
      }),
    );
  });

  it('refuses another epoch, a gap and a delta that does not fit', () => {
    const model = takeFrame(null, snapshot(1, 2));
    expect(takeFrame(model, delta(2, 2, 3, 'other'))).toBeNull();
    expect(takeFrame(model, delta(3, 2, 3))).toBeNull();
    expect(takeFrame(model, delta(2, 9, 12))).toBeNull();
    expect(takeFrame(null, delta(1, 0, 1))).toBeNull();
  });
});

describe('parseFrame', () => {
  it('reads frames and nothing else', () => {
    expect(parseFrame(textOf(snapshot(1, 1)))?.kind).toBe('snapshot');
    expect(parseFrame(textOf(snapshot(1, 1)).replace('"rows"', '"rose"'))).toBeNull();
    expect(parseFrame('{')).toBeNull();
    fc.assert(fc.property(fc.anything(), (value) => parseFrame(JSON.stringify(value)) === null));
  });
});

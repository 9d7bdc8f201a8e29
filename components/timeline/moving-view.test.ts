import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Move, MovingView } from '@/components/timeline/moving-view';
import { drawnRun } from '@/lib/timeline/drawn-run';
import { type TimelineModel, timelineModel } from '@/lib/timeline/lanes';

/** A live run that has come to second `end`. */
const upTo = (end: number): TimelineModel =>
  timelineModel(drawnRun(`v9 zoe ok 0+1; v1 bank ok ${end - 2}+1`), [], new Map(), true);

function stage(range: { start: number; end: number } | null = null) {
  const moves: Move[] = [];
  const view = new MovingView({ model: upTo(100), foldIdle: false }, range, (move) => moves.push(move));
  const later = (end: number): void => view.change({ model: upTo(end), foldIdle: false });
  return { view, moves, later };
}

describe('MovingView', () => {
  it('shows all of a run that grows until someone moves it', () => {
    const { view, later } = stage();
    later(200);
    expect(view.follow).toBe('whole');
    expect(view.logRange.end).toBeGreaterThan(200);
  });

  it('never moves under the pointer once it was moved by hand', () => {
    const second = fc.integer({ min: 1, max: 60 });
    fc.assert(
      fc.property(second, second, fc.array(fc.integer({ min: 101, max: 5000 })), (start, span, ends) => {
        const { view, later } = stage();
        view.move({ start, end: start + span / 4 });
        const before = view.logRange;
        for (const end of ends.toSorted((a, b) => a - b)) later(end);
        expect(view.follow).toBe('off');
        expect(view.logRange.start).toBeCloseTo(before.start, 6);
        expect(view.logRange.end).toBeCloseTo(before.end, 6);
      }),
    );
  });

  it('keeps its span and the newest end while it follows the edge', () => {
    const { view, later } = stage({ start: 10, end: 20 });
    view.toggleFollow();
    later(500);
    const { start, end } = view.logRange;
    expect(view.follow).toBe('edge');
    expect(end - start).toBeCloseTo(10, 6);
    expect(end).toBeGreaterThanOrEqual(500);
  });

  it('goes back through the ranges it jumped from, and tells jumps from small moves', () => {
    const { view, moves } = stage();
    view.fit({ start: 40, end: 50 });
    const fitted = view.logRange;
    view.jump(null);
    view.travel('back');
    expect(view.logRange.start).toBeCloseTo(fitted.start, 6);
    view.travel('back');
    expect(view.follow).toBe('whole');
    view.travel('back');
    view.move({ start: 1, end: 2 });
    expect(moves).toEqual(['jump', 'jump', 'jump', 'jump', 'small']);
  });

  it('waits with the range of a link for the first entry of the log', () => {
    const nothing = timelineModel(
      { ...drawnRun(''), source: { ...drawnRun('').source, firstTime: null } },
      [],
      new Map(),
      true,
    );
    const view = new MovingView({ model: nothing, foldIdle: true }, { start: 30, end: 40 }, () => undefined);
    view.change({ model: upTo(100), foldIdle: false });
    expect(view.logRange.start).toBeCloseTo(30, 6);
    expect(view.logRange.end).toBeCloseTo(40, 6);
  });
});

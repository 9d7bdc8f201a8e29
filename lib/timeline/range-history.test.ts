import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leave, NO_HISTORY, type Place, travel } from '@/lib/timeline/range-history';

const places: fc.Arbitrary<Place> = fc.option(
  fc.integer({ min: 0, max: 9 }).map((start) => ({ start, end: start + 1 })),
);

describe('the ranges that were visited', () => {
  it('leads back the way one came, and forward again', () => {
    fc.assert(
      fc.property(fc.array(places, { minLength: 1, maxLength: 30 }), (visited) => {
        let history = NO_HISTORY;
        const way = visited.filter((place, i) => JSON.stringify(place) !== JSON.stringify(visited[i - 1]));
        for (const left of way.slice(0, -1)) history = leave(history, left);
        let here = way.at(-1) ?? null;
        for (const direction of ['back', 'forward'] as const) {
          const seen: Place[] = [here];
          for (let i = 1; i < way.length; i += 1) {
            const step = travel(history, here, direction);
            history = step.history;
            here = step.to ?? null;
            seen.push(here);
          }
          expect(seen).toEqual(direction === 'back' ? way.toReversed() : way);
        }
      }),
    );
  });

  it('stays where there is nowhere to go, and forgets what lay ahead after a new jump', () => {
    expect(travel(NO_HISTORY, null, 'back')).toEqual({ history: NO_HISTORY, to: undefined });
    const back = travel(leave(NO_HISTORY, null), { start: 1, end: 2 }, 'back');
    expect(leave(back.history, null).future).toEqual([]);
  });
});

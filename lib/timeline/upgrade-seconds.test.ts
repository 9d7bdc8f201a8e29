import { describe, expect, it } from 'vitest';
import { drawnRun } from '@/lib/timeline/drawn-run';
import { upgradeSeconds } from '@/lib/timeline/upgrade-seconds';

const delivery = (dispatch: string, seconds: number | null) => ({
  dispatch,
  deliveryNum: 1,
  status: 'ok',
  error: null,
  computrons: null,
  seconds,
  startTime: null,
});

describe('upgradeSeconds', () => {
  it('splits a crank into its deliveries and the rest, and leaves unknown a gap', () => {
    const run = drawnRun('v9 zoe ok 1+5; v7 bank open 9; v9 zoe ok 20+1');
    run.upgrades[0]?.deliveries.push(delivery('bringOutYourDead', 1), delivery('startVat', 3));
    run.upgrades[1]?.deliveries.push(delivery('bringOutYourDead', null));
    expect(upgradeSeconds(run)).toEqual([
      { index: 0, name: 'zoe', bringOutYourDead: 1, startVat: 3, other: 1, total: 5 },
      { index: 1, name: 'bank', bringOutYourDead: null, startVat: null, other: null, total: null },
      { index: 2, name: 'zoe (2)', bringOutYourDead: null, startVat: null, other: 1, total: 1 },
    ]);
  });
});

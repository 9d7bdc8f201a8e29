import { describe, expect, it } from 'vitest';
import { waitingFor } from '@/components/approval/waiting';
import type { PlanView } from '@/lib/plan/plan-view';
import { drawnPlanView, drawnVerdict } from '@/lib/plan/test/draw-plan-view';

const BOB = { name: 'bob', roles: ['approver'] as const };
const ANN = { name: 'ann', roles: ['planner'] as const };
const EVE = { name: 'eve', roles: ['viewer'] as const };
const plan = (of: Partial<PlanView> = {}): PlanView =>
  drawnPlanView({ state: 'in-review', editors: ['ann'], ...of });
const says = (one: PlanView, reader: typeof BOB | typeof ANN | typeof EVE) =>
  waitingFor([one], reader).map((waiting) => waiting.says);

describe('what waits for whom', () => {
  it('a plan in review waits for whoever may approve it and has not', () => {
    expect(says(plan(), BOB)).toEqual(['It waits for your approval.']);
    expect(says(plan(), ANN)).toEqual([]);
    expect(says(plan(), EVE)).toEqual([]);
    const needs = [{ roles: ['approver' as const], count: 2, have: ['bob'] }];
    expect(says(plan({ verdict: drawnVerdict({ needs }) }), BOB)).toEqual([]);
  });

  it('a draft, a closed and an approved plan wait for nobody', () => {
    expect(says(plan({ state: 'draft' }), BOB)).toEqual([]);
    expect(says(plan({ state: 'withdrawn' }), BOB)).toEqual([]);
    expect(says(plan({ approved: true }), BOB)).toEqual([]);
  });

  it('a decline and broken rules wait for the editor; rules also for whoever may waive them', () => {
    expect(says(plan({ verdict: drawnVerdict({ declinedBy: ['bob'] }) }), ANN)[0]).toMatch(/bob declined/);
    const broken = plan({ verdict: drawnVerdict({ open: ['k'] }) });
    expect(says(broken, ANN)[0]).toMatch(/1 hard rule is broken/);
    expect(says(broken, BOB)[0]).toMatch(/1 hard rule waits to be mended or waived/);
  });
});

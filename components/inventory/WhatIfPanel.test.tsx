import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { WhatIfPanel } from '@/components/inventory/WhatIfPanel';
import { planFromInventory } from '@/lib/inventory/plan-from-inventory';
import { drawInventory } from '@/lib/inventory/test/draw-inventory';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Plan } from '@/lib/plan/plan';

const CHAIN = drawInventory(`
  v8 board b1-a | - | -
  v9 zoe b1-a #1 | - | -
  v14 bank b1-a #1 | kp1>v8 kp2>v9 kp3>v9*2 | o+7>v8
`);
const made = (): Plan => {
  let last = 0;
  const newId = () => `s${(last += 1)}`;
  return planFromInventory(CHAIN, null, { chain: 'agoric-3', upgradeName: 'u' }, newId);
};
const shown = (plan: Plan): string =>
  renderToStaticMarkup(<WhatIfPanel plan={plan} inventory={CHAIN} />)
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

describe('what if, in this order', () => {
  it('says who is cut off by each step and what becomes of them, and follows the order', () => {
    const plan = made();
    const byTitle = plan.steps.toSorted((a, b) => a.title.localeCompare(b.title));
    const bankFirst = shown({ ...plan, steps: byTitle });
    expect(bankFirst).toContain('upgraded later, step 2 v9 zoe v14 bank 2 0');
    expect(bankFirst).toContain('must come back v8 board v14 bank 1 1');
    expect(bankFirst).toContain('2 waiting messages rejected, 1 export break');
    expect(bankFirst).toContain('1 vat must come back');
    const zoeFirst = shown({ ...plan, steps: byTitle.toReversed() });
    expect(zoeFirst).toContain('upgraded before, step 1 v9 zoe v14 bank 2 0');
    expect(zoeFirst).toContain('2 vats must come back');
  });

  it('says so of a plan without code', () => {
    expect(shown(emptyPlan('agoric-3', 'u'))).toContain('The plan has no step of code.');
  });
});

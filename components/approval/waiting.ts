import { mayPlan } from '@/lib/approval/may';
import type { Role } from '@/lib/people/role';
import type { PlanHead } from '@/lib/plan/plan-view';

export type Waiting = { readonly plan: PlanHead; readonly says: string };
type Reader = { readonly name: string; readonly roles: readonly Role[] };

const rules = (count: number, one: string, many: string): string =>
  count === 1 ? `1 hard rule ${one}` : `${count} hard rules ${many}`;

/** What one plan wants of the reader; null for nothing. */
function wants(plan: PlanHead, reader: Reader): string | null {
  const { verdict, state } = plan;
  const mine = plan.editors.includes(reader.name);
  if (state !== 'draft' && state !== 'in-review') return null;
  if (mine && verdict.declinedBy.length > 0)
    return `${verdict.declinedBy.join(', ')} declined it. Change it, or talk.`;
  if (mine && verdict.open.length > 0 && state === 'in-review')
    return `${rules(verdict.open.length, 'is', 'are')} broken. Mend what is broken, or have it waived.`;
  if (state === 'draft' || plan.approved) return null;
  const may = mayPlan('approve', { ...plan, ...reader });
  const has = verdict.needs.some(({ have }) => have.includes(reader.name));
  if (may.ok && !has && verdict.declinedBy.length === 0) return 'It waits for your approval.';
  if (!may.ok && may.kind === 'rules' && mayPlan('waive', { ...plan, ...reader }).ok)
    return `${rules(verdict.open.length, 'waits', 'wait')} to be mended or waived.`;
  return null;
}

/** The plans that wait for the reader, those of review first. */
export const waitingFor = (plans: readonly PlanHead[], reader: Reader): Waiting[] =>
  plans.flatMap((plan) => {
    const says = wants(plan, reader);
    return says === null ? [] : [{ plan, says }];
  });

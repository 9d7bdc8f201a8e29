import { canonicalJson } from '@/lib/plan/digest';
import type { Plan, Step } from '@/lib/plan/plan';

const same = (a: unknown, b: unknown): boolean => a === b || canonicalJson(a) === canonicalJson(b);

/**
 * `fresh`, with every step that is equal to one of `known` being that very object, and `known` itself where nothing differs:
 * a saved revision comes back as new JSON, and must not make a page of 120 steps draw itself again.
 */
export function sharePlan(known: Plan, fresh: Plan): Plan {
  const byId = new Map(known.steps.map((step) => [step.id, step]));
  const keep = (step: Step): Step => {
    const old = byId.get(step.id);
    return old && same(old, step) ? old : step;
  };
  const shared = fresh.steps.map(keep);
  const inPlace =
    shared.length === known.steps.length && shared.every((step, at) => step === known.steps[at]);
  const steps = inPlace ? known.steps : shared;
  const rest = same({ ...known, steps: null }, { ...fresh, steps: null });
  return rest && inPlace ? known : { ...(rest ? known : fresh), steps };
}

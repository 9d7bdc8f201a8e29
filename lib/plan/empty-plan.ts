import { PLAN_SCHEMA, type Plan } from '@/lib/plan/plan';
import { DEFAULT_POLICY } from '@/lib/plan/policy';

/** A plan that does nothing yet. */
export const emptyPlan = (chain: string, upgradeName: string): Plan => ({
  schema: PLAN_SCHEMA,
  chain,
  upgradeName,
  target: null,
  steps: [],
  vatOptionUpdates: [],
  constraints: [],
  policy: DEFAULT_POLICY,
  notes: '',
  links: [],
});

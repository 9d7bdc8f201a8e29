import { emptyPlan } from '@/lib/plan/empty-plan';
import type { CoreEvalStep, Plan } from '@/lib/plan/plan';

/** The chain of the built-in rehearsal and the module its core evals name. */
export const REHEARSAL_CHAIN = 'vatdeck-rehearsal';
export const REHEARSAL_MODULE = 'vatdeck/rehearsal/upgrade-vat';

/** A step of the built-in rehearsal that upgrades one of its vats, to its second version unless another bundle is named. */
export const rehearsalStep = (vat: string, bundle = `${vat}-v2`): CoreEvalStep => ({
  kind: 'core-eval',
  id: `upgrade-${vat}`,
  title: `Upgrade ${vat}`,
  proposals: [
    {
      module: REHEARSAL_MODULE,
      entrypoint: 'upgradeVat',
      args: [{ vat, bundle }],
      upgrades: [{ vat, bundle, incarnation: null }],
    },
  ],
  together: null,
  notes: '',
  links: [],
});

/** The plan a new installation starts with: bridge first, then what depends on it, one vat per step. */
export const rehearsalPlan = (): Plan => ({
  ...emptyPlan(REHEARSAL_CHAIN, 'rehearsal-upgrade-2'),
  steps: ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'].map((vat) => rehearsalStep(vat)),
});

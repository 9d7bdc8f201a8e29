import { PLAN_SCHEMA, type Plan, type Step } from '@/lib/plan/plan';

/** The chain of the built-in rehearsal and the module its core evals name. */
export const REHEARSAL_CHAIN = 'vatdeck-rehearsal';
export const REHEARSAL_MODULE = 'vatdeck/rehearsal/upgrade-vat';

const upgrade = (vat: string): Step => ({
  id: `upgrade-${vat}`,
  title: `Upgrade ${vat}`,
  proposals: [
    {
      module: REHEARSAL_MODULE,
      entrypoint: 'upgradeVat',
      args: [{ vat, bundle: `${vat}-v2` }],
      upgrades: [{ vat, bundle: `${vat}-v2` }],
    },
  ],
});

/** The plan a new installation starts with: bridge first, then what depends on it, one vat per step. */
export const rehearsalPlan = (): Plan => ({
  schema: PLAN_SCHEMA,
  chain: REHEARSAL_CHAIN,
  upgradeName: 'rehearsal-upgrade-2',
  steps: ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'].map(upgrade),
});

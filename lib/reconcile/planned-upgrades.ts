import { codeSteps, type Plan } from '@/lib/plan/plan';

/** One vat that the plan means to upgrade; `step` is "I.J" and `stepIndex` I as in the document, which counts code only; vats by name or id. */
export type Planned = {
  step: string;
  stepIndex: number;
  stepId: string;
  vat: string;
  bundle: string | null;
  /** The one expected after the upgrade. */
  incarnation: number | null;
};

/** The plan's entries in their order. */
export const plannedUpgrades = (plan: Plan): Planned[] =>
  codeSteps(plan).flatMap(({ id, proposals }, stepIndex) =>
    proposals.flatMap(({ upgrades }, i) =>
      upgrades.map(({ vat, bundle, incarnation }) => ({
        step: `${stepIndex}.${i}`,
        stepIndex,
        stepId: id,
        vat,
        bundle,
        incarnation,
      })),
    ),
  );

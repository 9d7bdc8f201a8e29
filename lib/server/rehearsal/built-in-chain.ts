import { z } from 'zod';
import { listed } from '@/lib/base/words';
import { fieldsIn } from '@/lib/plan/json-value';
import { type CoreEvalStep, codeSteps, type Plan, type Proposal } from '@/lib/plan/plan';
import { REHEARSAL_MODULE } from '@/lib/plan/rehearsal-plan';

/** What the built-in chain has: its vats by name, its bundles' ids by theirs. */
export const builtInChainSchema = z.object({
  vats: z.array(z.string()),
  bundles: z.record(z.string(), z.string()),
});
export type BuiltInChain = z.infer<typeof builtInChainSchema>;

/** What the rehearsal's module exports. */
const ENTRYPOINT = 'upgradeVat';
/** Of a bundle id so much tells it from others. */
const SHOWN = 16;

const short = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text);

type Asked = { readonly vat: string; readonly bundle: string | null };

/** What its arguments ask for, and what is stated of it. */
function askedBy({ args, upgrades }: Proposal): Asked[] {
  const ofArgs = args.flatMap((arg): Asked[] => {
    const { vat, bundle } = fieldsIn(arg);
    return typeof vat === 'string' ? [{ vat, bundle: typeof bundle === 'string' ? bundle : null }] : [];
  });
  return [...ofArgs, ...upgrades];
}

const unknownVat = (vat: string, { vats }: BuiltInChain): string =>
  `upgrades ${short(vat)}, which is no vat of the built-in chain. It has ${listed(vats)}: name one of them, or take the step out`;

function unknownBundle({ vat, bundle }: Asked, { bundles }: BuiltInChain): string {
  const own = Object.keys(bundles).filter((name) => name.startsWith(`${vat}-`));
  return `gives ${vat} the bundle ${short(bundle ?? '')}, which the built-in chain does not have. It has ${listed(own)}: name one of them, or compare the inventory with the rehearsal's own bundles.json again`;
}

function whyNotAsked(asked: Asked, chain: BuiltInChain): string | null {
  const { vat, bundle } = asked;
  if (!chain.vats.includes(vat)) return unknownVat(vat, chain);
  const has =
    bundle === null || Object.hasOwn(chain.bundles, bundle) || Object.values(chain.bundles).includes(bundle);
  return has ? null : unknownBundle(asked, chain);
}

function whyNotProposal(proposal: Proposal, chain: BuiltInChain): string[] {
  const { module, entrypoint } = proposal;
  if (module !== REHEARSAL_MODULE || entrypoint !== ENTRYPOINT)
    return [
      `calls ${entrypoint} of ${module}, which the built-in chain does not have. It has ${ENTRYPOINT} of ${REHEARSAL_MODULE}: use that, or run the plan on a clone and send its slog`,
    ];
  return askedBy(proposal).flatMap((asked) => whyNotAsked(asked, chain) ?? []);
}

const ofStep = ({ title, proposals }: CoreEvalStep, at: number, chain: BuiltInChain): string[] => [
  ...new Set(
    proposals.flatMap((proposal) =>
      whyNotProposal(proposal, chain).map((why) => `Step ${at + 1}, "${title}", ${why}.`),
    ),
  ),
];

/** Why the built-in chain cannot carry out a plan, one sentence for each thing that it does not have; steps are numbered as people see them. */
export const whyNotBuiltIn = (plan: Plan, chain: BuiltInChain): string[] =>
  codeSteps(plan).flatMap((step) => ofStep(step, plan.steps.indexOf(step), chain));

import { ok, type Result } from '@/lib/base/result';
import { builderOfOutput } from '@/lib/plan/catalogue';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Note, Reading, ReadPlan } from '@/lib/plan/formats/format';
import { coreEvalStep, fieldsOf, listOf, readConfigProposal, textOf, Unfit } from '@/lib/plan/formats/steps';
import type { Plan, PlannedUpgrade, Proposal } from '@/lib/plan/plan';

/** A bundle that a builder made: whose code it is, and its id. `entrypoint` is missing in files of before mid-2024. */
export type BuiltBundle = { readonly entrypoint: string | null; readonly bundle: string };
export type BuilderOutput = { readonly name: string; readonly bundles: readonly BuiltBundle[] };

const BUNDLE_ID = /^b1-[0-9a-f]{128}$/;

/** Reads a `…-plan.json` of `agoric run` (plan-formats.md 5); its paths are not trusted and not kept. Throws `Unfit`. */
export function readBuilderOutput(value: unknown): BuilderOutput {
  const { name, bundles } = fieldsOf(value, [], 'The builder output');
  return {
    name: textOf(name, ['name'], 'name'),
    bundles: listOf(bundles, ['bundles'], 'bundles').map((item, i) => {
      const { entrypoint, bundleID } = fieldsOf(item, ['bundles', i], 'A bundle');
      const bundle = textOf(bundleID, ['bundles', i, 'bundleID'], 'bundleID');
      if (!BUNDLE_ID.test(bundle))
        throw new Unfit(['bundles', i, 'bundleID'], 'bundleID must be b1- and 128 hex digits.');
      return { entrypoint: typeof entrypoint === 'string' ? entrypoint : null, bundle };
    }),
  };
}

/** `…/src/vat-bank.js` is the code of bank: the name that a bundle's module gives its vat. */
export const vatOfEntrypoint = (entrypoint: string): string | null =>
  /(?:^|\/)(?:vat-)?([\w-]+?)(?:-vat|\.contract)?\.js$/.exec(entrypoint)?.[1] ?? null;

/** The bundles that a name may stand for: by its file's own name, in one spelling. */
const isCodeOf = (vat: string, { entrypoint }: BuiltBundle): boolean =>
  entrypoint !== null && vatOfEntrypoint(entrypoint)?.toLowerCase() === vat.toLowerCase();

function fillUpgrade(
  upgrade: PlannedUpgrade,
  bundles: readonly BuiltBundle[],
  where: string,
  notes: Note[],
): PlannedUpgrade {
  const found = bundles.find((bundle) => isCodeOf(upgrade.vat, bundle));
  if (!found || found.bundle === upgrade.bundle) return upgrade;
  const was = upgrade.bundle === null ? '' : ` It was ${upgrade.bundle.slice(0, 12)}….`;
  notes.push({
    where,
    message: `${upgrade.vat} gets ${found.bundle.slice(0, 12)}… of ${found.entrypoint ?? ''}.${was}`,
  });
  return { ...upgrade, bundle: found.bundle };
}

function fillProposal(proposal: Proposal, output: BuilderOutput, where: string, notes: Note[]): Proposal {
  const upgrades = proposal.upgrades.map((upgrade) => fillUpgrade(upgrade, output.bundles, where, notes));
  return upgrades.every((upgrade, i) => upgrade === proposal.upgrades[i])
    ? proposal
    : { ...proposal, upgrades };
}

/** The plan with the bundle ids that a builder wrote, for every planned upgrade whose code is among them; the notes say which. */
export function fillBundles(plan: Plan, output: BuilderOutput): ReadPlan {
  const notes: Note[] = [];
  const steps = plan.steps.map((step, i) =>
    step.kind === 'act'
      ? step
      : {
          ...step,
          proposals: step.proposals.map((proposal) => fillProposal(proposal, output, `step ${i + 1}`, notes)),
        },
  );
  const used = new Set(notes.map(({ message }) => message.split(' ')[0]));
  const unused = output.bundles
    .slice(0, -1)
    .filter((bundle) => ![...used].some((vat) => vat !== undefined && isCodeOf(vat, bundle)))
    .map(
      (bundle): Note => ({
        where: output.name,
        message: `No planned upgrade takes ${bundle.entrypoint ?? bundle.bundle}.`,
      }),
    );
  return { plan: { ...plan, steps }, notes: [...notes, ...unused] };
}

/** A plan of the one proposal that the builder made, where the catalogue knows the builder by its output's name. */
export function planOfBuilderOutput(value: unknown, reading: Reading): Result<ReadPlan> {
  const output = readBuilderOutput(value);
  const builder = builderOfOutput(output.name);
  const proposal = readConfigProposal(builder ?? output.name, []);
  const plan: Plan = {
    ...emptyPlan(reading.chain, reading.upgradeName),
    steps: [coreEvalStep([proposal], reading.newId())],
  };
  const unknown: Note = {
    where: output.name,
    message: 'No known builder writes this name; say its module and what it upgrades.',
  };
  const filled = fillBundles(plan, output);
  return ok({ plan: filled.plan, notes: builder === null ? [unknown, ...filled.notes] : filled.notes });
}

import type { InventoryVat } from '@/lib/inventory/inventory';
import { CATALOGUE, type CatalogueEntry, type Target } from '@/lib/plan/builders';
import { moduleOf, plannedUpgradesOf, UNNAMED_BUILDER } from '@/lib/plan/catalogue';
import { commonName, isRehearsal } from '@/lib/plan/chain';
import { type CoreEvalStep, DEFAULT_ENTRYPOINT, type PlannedUpgrade, type Proposal } from '@/lib/plan/plan';
import { rehearsalStep } from '@/lib/plan/rehearsal-plan';
import { VAT_STORE } from '@/lib/plan/rules/vat-rules';

/** A vat that a plan is to upgrade. `means(name)`: the name is this vat's alone. */
export type Wanted = {
  readonly vat: InventoryVat;
  readonly means: (name: string) => boolean;
  readonly bundle: string | null;
  readonly entrypoint: string | null;
  /** Why it may turn out not to be upgradable. */
  readonly doubt: string | null;
};

export type Making = {
  readonly all: readonly Wanted[];
  readonly chain: string;
  readonly newId: () => string;
};
/** A step with every vat that it upgrades. */
export type Made = { readonly step: CoreEvalStep; readonly covers: readonly string[] };

const GENERIC = CATALOGUE.find(({ targets }) => targets === 'vat-names');
const MINT_HOLDERS = CATALOGUE.find(({ targets }) => targets === 'mint-holders');

/** The only one of them whose code is not in vats (builders' upgrade-orchestration.js). */
const ENTRYPOINTS: Readonly<Record<string, string>> = {
  orchestration: '@agoric/orchestration/src/vat-orchestration.js',
};

type Builder = Pick<Proposal, 'module' | 'entrypoint' | 'args'>;

const nameOfVat = ({ vat }: Wanted, { chain }: Making): string =>
  (vat.name === null ? '' : commonName(vat.name, { chain })).trim() || vat.vatID;

const planned = (one: Wanted, making: Making): PlannedUpgrade => {
  const names = [nameOfVat(one, making), one.vat.name ?? ''].filter(
    (name) => name.trim() !== '' && one.means(name),
  );
  const { incarnation } = one.vat;
  return {
    vat: names[0] ?? one.vat.vatID,
    bundle: one.bundle,
    incarnation: incarnation === null ? null : incarnation + 1,
  };
};

/** A builder for this vat and at most its governor; the one that does least. */
function ownBuilder(name: string): CatalogueEntry | undefined {
  const contract = name.replace(/ governor$/, '');
  const family = [contract, `${contract} governor`];
  const isFor = (targets: readonly Target[]): boolean =>
    targets.some(({ vat }) => vat === name) &&
    targets.every(({ kind, vat }) => (kind === 'vat' || kind === 'contract') && family.includes(vat));
  return CATALOGUE.filter(
    ({ targets, removed }) => !removed && typeof targets !== 'string' && isFor(targets),
  ).toSorted((a, b) => a.targets.length - b.targets.length)[0];
}

/** What the catalogue knows to upgrade it with, or null. */
function builderOf(one: Wanted, name: string): Builder | null {
  const own = ownBuilder(name);
  if (own)
    return { module: moduleOf(own), entrypoint: own.entrypoint ?? DEFAULT_ENTRYPOINT, args: own.args ?? [] };
  const [, mint] = /^(.+) mintHolder$/.exec(name) ?? [];
  if (mint !== undefined && MINT_HOLDERS)
    return {
      module: moduleOf(MINT_HOLDERS),
      entrypoint: MINT_HOLDERS.entrypoint ?? DEFAULT_ENTRYPOINT,
      args: [{ config: { labelList: [mint] } }],
    };
  if (!GENERIC || !VAT_STORE.includes(name)) return null;
  const entrypoint = one.entrypoint ?? ENTRYPOINTS[name] ?? `@agoric/vats/src/vat-${name}.js`;
  return {
    module: moduleOf(GENERIC),
    entrypoint: GENERIC.entrypoint ?? DEFAULT_ENTRYPOINT,
    args: [{ [name]: entrypoint }],
  };
}

const stepWith = (
  title: string,
  proposal: Proposal,
  notes: readonly string[],
  newId: () => string,
): CoreEvalStep => ({
  kind: 'core-eval',
  id: newId(),
  title,
  proposals: [proposal],
  together: null,
  notes: notes.join('\n'),
  links: [],
});

/** The rehearsal's vats are upgraded by its own module, to what is built or else to their second version. */
function rehearsed(one: Wanted, making: Making): CoreEvalStep {
  const { vat, bundle, incarnation } = planned(one, making);
  const step = rehearsalStep(vat, bundle ?? undefined);
  const proposals = step.proposals.map((proposal) => ({
    ...proposal,
    upgrades: proposal.upgrades.map((upgrade) => ({ ...upgrade, incarnation })),
  }));
  return { ...step, id: making.newId(), proposals };
}

/** What else the builder upgrades of what is wanted: a pool's governor. */
function companions(builder: Builder, one: Wanted, making: Making): Wanted[] {
  const names = plannedUpgradesOf(builder).map(({ vat }) => vat);
  if (names.length < 2) return [];
  return making.all.filter((other) => {
    const name = nameOfVat(other, making);
    return other !== one && names.includes(name) && other.means(name);
  });
}

/** What the builder upgrades; of what is wanted with bundle and incarnation. */
function statedUpgrades(builder: Builder, stated: readonly Wanted[], making: Making): PlannedUpgrade[] {
  const known = new Map(stated.map((one) => [nameOfVat(one, making), planned(one, making)]));
  return plannedUpgradesOf(builder).map((upgrade) => known.get(upgrade.vat) ?? upgrade);
}

/** The step that upgrades the vat, with its expected bundle and incarnation. */
export function stepOf(one: Wanted, making: Making): Made {
  if (isRehearsal(making)) return { step: rehearsed(one, making), covers: [one.vat.vatID] };
  const name = nameOfVat(one, making);
  const notes = one.doubt === null ? [] : [`Whether it can be upgraded is not known: ${one.doubt}`];
  const builder = builderOf(one, name);
  if (!builder) {
    const note = `Its builder is to be named: the catalogue knows none that upgrades ${name}.`;
    const unnamed = { module: UNNAMED_BUILDER, entrypoint: DEFAULT_ENTRYPOINT, args: [] };
    const proposal = { ...unnamed, upgrades: [planned(one, making)] };
    return {
      step: stepWith(`Upgrade ${name}`, proposal, [note, ...notes], making.newId),
      covers: [one.vat.vatID],
    };
  }
  const both = [one, ...companions(builder, one, making)];
  const proposal = { ...builder, upgrades: statedUpgrades(builder, both, making) };
  return {
    step: stepWith(`Upgrade ${name}`, proposal, notes, making.newId),
    covers: both.map(({ vat }) => vat.vatID),
  };
}

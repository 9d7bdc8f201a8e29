import { CATALOGUE, type CatalogueEntry, type Target } from '@/lib/plan/builders';
import { fieldsIn } from '@/lib/plan/json-value';
import { type CoreEvalStep, DEFAULT_ENTRYPOINT, type PlannedUpgrade, type Proposal } from '@/lib/plan/plan';

const SCRIPTS = '@agoric/builders/scripts/';
/** Where the builders were before agoric-upgrade-16, without folders. */
const OLD_SCRIPTS = '@agoric/vats/scripts/';

/** Stands where a plan that was made from an inventory has no builder yet; a hard rule speaks until it is named. */
export const UNNAMED_BUILDER = 'builder-to-be-named';

const fileOf = (path: string): string => path.split('/').at(-1) ?? path;

/** The module that an entry's proposals name. */
export const moduleOf = ({ script }: CatalogueEntry): string =>
  script.startsWith('@') ? script : `${SCRIPTS}${script}`;

const isNamed = (entry: CatalogueEntry, module: string): boolean =>
  moduleOf(entry) === module || `${OLD_SCRIPTS}${fileOf(entry.script)}` === module;

const entriesOf = (module: string): CatalogueEntry[] => CATALOGUE.filter((entry) => isNamed(entry, module));
const KNOWN: ReadonlyMap<string, readonly CatalogueEntry[]> = new Map(
  CATALOGUE.flatMap((entry) => [moduleOf(entry), `${OLD_SCRIPTS}${fileOf(entry.script)}`]).map((module) => [
    module,
    entriesOf(module),
  ]),
);

/** What the catalogue knows of a proposal's builder; null for one that it does not. */
export function entryOf({
  module,
  entrypoint,
}: Pick<Proposal, 'module' | 'entrypoint'>): CatalogueEntry | null {
  const entries = KNOWN.get(module) ?? [];
  return entries.find((entry) => (entry.entrypoint ?? DEFAULT_ENTRYPOINT) === entrypoint) ?? null;
}

/** The mintHolders of the mainnet variant; BLD's v13 is not among them. */
const MAINNET_MINT_HOLDERS = [
  'v16',
  'v17',
  'v18',
  'v19',
  'v20',
  'v21',
  'v22',
  'v66',
  'v71',
  'v72',
  'v96',
  'v102',
  'v109',
];

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];

function mintHolders(arg: unknown): Target[] {
  const { variant, config } = fieldsIn(arg);
  const labels = texts(fieldsIn(config).labelList).map((label) => `${label} mintHolder`);
  const names = variant === 'MAINNET' ? MAINNET_MINT_HOLDERS : labels;
  return names.map((vat) => ({ kind: 'contract', vat }));
}

function kitNames(arg: unknown): Target[] {
  const kits = Array.isArray(arg) ? arg : [];
  return kits.flatMap((kit): Target[] => {
    const { bundleName } = fieldsIn(kit);
    return typeof bundleName === 'string' ? [{ kind: 'contract', vat: bundleName }] : [];
  });
}

const instances = (arg: unknown): Target[] =>
  texts(arg).map((target) => ({ kind: 'terminate', vat: target.replace(/^[^:]*:/, '') }));

/** What a proposal of a known builder does, in its order; nothing for others, as people state those in `upgrades`. */
export function targetsOf(proposal: Pick<Proposal, 'module' | 'entrypoint' | 'args'>): readonly Target[] {
  const targets = entryOf(proposal)?.targets ?? [];
  const [arg] = proposal.args;
  switch (targets) {
    case 'vat-names':
      return Object.keys(fieldsIn(arg)).map((vat) => ({ kind: 'vat', vat }));
    case 'kit-names':
      return kitNames(arg);
    case 'mint-holders':
      return mintHolders(arg);
    case 'instances':
      return instances(arg);
    default:
      return targets;
  }
}

/** The upgrades that a known builder makes, bundle and incarnation not stated yet. */
export const plannedUpgradesOf = (
  proposal: Pick<Proposal, 'module' | 'entrypoint' | 'args'>,
): PlannedUpgrade[] =>
  targetsOf(proposal)
    .filter(({ kind }) => kind === 'vat' || kind === 'contract')
    .map(({ vat }) => ({ vat, bundle: null, incarnation: null }));

/** A step of its own that does what the entry does. */
export function stepFromCatalogue(entry: CatalogueEntry, newId: () => string): CoreEvalStep {
  const { entrypoint = DEFAULT_ENTRYPOINT, args = [], title } = entry;
  const proposal = { module: moduleOf(entry), entrypoint, args };
  return {
    kind: 'core-eval',
    id: newId(),
    title,
    proposals: [{ ...proposal, upgrades: plannedUpgradesOf(proposal) }],
    together: null,
    notes: '',
    links: [],
  };
}

const withoutExtension = (file: string): string => file.replace(/(\.build)?\.[cm]?[jt]s$/, '');

/** The name under which `agoric run MODULE` writes its files; a guess by the file's name where the catalogue says nothing. */
export const outputNameOf = (module: string): string =>
  KNOWN.get(module)?.[0]?.output ?? withoutExtension(fileOf(module));

/** The module that writes files of this name; null where none is known to. */
export function builderOfOutput(name: string): string | null {
  const entry = CATALOGUE.find((known) => outputNameOf(moduleOf(known)) === name);
  return entry ? moduleOf(entry) : null;
}

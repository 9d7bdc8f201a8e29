import { plannedUpgradesOf } from '@/lib/plan/catalogue';
import type { Path } from '@/lib/plan/formats/place';
import { type ActStep, type CoreEvalStep, DEFAULT_ENTRYPOINT, type Proposal } from '@/lib/plan/plan';

/** A part of an import that is not what its notation demands; caught where the import began. */
export class Unfit extends Error {
  readonly path: Path;
  constructor(path: Path, message: string) {
    super(message);
    this.path = path;
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of an object, or why there are none. */
export function fieldsOf(value: unknown, path: Path, what: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Unfit(path, `${what} must be an object.`);
  return value;
}

export function listOf(value: unknown, path: Path, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new Unfit(path, `${what} must be a list.`);
  return value;
}

export function textOf(value: unknown, path: Path, what: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw new Unfit(path, `${what} must be a text.`);
  return value;
}

/**
 * A `ConfigProposal` of `coreProposals`: a module, or an object with module, entrypoint and args; what it upgrades is known of the
 * builders in the catalogue. Rules and words: agoric-sdk packages/deploy-script-support/src/extract-proposal.js.
 */
export function readConfigProposal(value: unknown, path: Path): Proposal {
  const { module, entrypoint, args } =
    typeof value === 'string' ? { module: value } : fieldsOf(value, path, 'A core proposal');
  const read = {
    module: textOf(module, [...path, 'module'], 'The module of a core proposal'),
    entrypoint: textOf(
      entrypoint ?? DEFAULT_ENTRYPOINT,
      [...path, 'entrypoint'],
      'The entrypoint of a core proposal',
    ),
    args: listOf(args ?? [], [...path, 'args'], 'The args of a core proposal'),
  };
  const upgrades = plannedUpgradesOf(read).filter(({ vat }) => vat.trim() !== '');
  return { ...read, upgrades };
}

const moduleName = (module: string): string =>
  module
    .split('/')
    .at(-1)
    ?.replace(/\.\w+$/, '') ?? module;

/** What a step is called that came without a name. */
function titleOf(proposals: readonly Proposal[]): string {
  const vats = [...new Set(proposals.flatMap(({ upgrades }) => upgrades.map(({ vat }) => vat)))];
  if (vats.length > 0 && vats.length <= 3) return `Upgrade ${vats.join(', ')}`;
  return (
    proposals
      .map(({ module }) => moduleName(module))
      .join(', ')
      .slice(0, 120) || 'Empty step'
  );
}

export const coreEvalStep = (proposals: readonly Proposal[], id: string): CoreEvalStep => ({
  kind: 'core-eval',
  id,
  title: titleOf(proposals),
  proposals,
  together: null,
  notes: '',
  links: [],
});

/** Keeps the place of a step that could not be read. */
export const unreadableStep = (what: string, id: string): ActStep => ({
  kind: 'act',
  id,
  title: 'Step that could not be read',
  act: 'other',
  what: what.slice(0, 500),
  proposals: [],
  notes: '',
  links: [],
});

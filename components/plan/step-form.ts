import { err, ok, type Result } from '@/lib/base/result';
import type { Link, PlannedUpgrade, Proposal, Step } from '@/lib/plan/plan';

/** A step as it is typed: everything is text until it is read. */
export type UpgradeForm = { readonly vat: string; readonly bundle: string; readonly incarnation: string };
export type ProposalForm = {
  readonly module: string;
  readonly entrypoint: string;
  readonly args: string;
  readonly upgrades: readonly UpgradeForm[];
};
export type LinkForm = { readonly label: string; readonly url: string };
export type StepForm = {
  readonly kind: 'core-eval' | 'act';
  readonly title: string;
  readonly act: 'wait' | 'terminate' | 'other';
  readonly what: string;
  readonly together: string;
  readonly proposals: readonly ProposalForm[];
  readonly notes: string;
  readonly links: readonly LinkForm[];
};

/** What is wrong, by the field's place: `title`, `proposals.0.args`, `links.1.url`. */
export type FormErrors = Readonly<Record<string, string>>;

export const EMPTY_PROPOSAL: ProposalForm = {
  module: '',
  entrypoint: 'defaultProposalBuilder',
  args: '[]',
  upgrades: [],
};
export const EMPTY_UPGRADE: UpgradeForm = { vat: '', bundle: '', incarnation: '' };

export const emptyForm = (kind: StepForm['kind']): StepForm => ({
  kind,
  title: '',
  act: 'wait',
  what: '',
  together: '',
  proposals: kind === 'core-eval' ? [EMPTY_PROPOSAL] : [],
  notes: '',
  links: [],
});

const upgradeForm = ({ vat, bundle, incarnation }: PlannedUpgrade): UpgradeForm => ({
  vat,
  bundle: bundle ?? '',
  incarnation: incarnation === null ? '' : String(incarnation),
});

export const proposalForm = ({ module, entrypoint, args, upgrades }: Proposal): ProposalForm => ({
  module,
  entrypoint,
  args: JSON.stringify(args, null, args.length > 0 ? 2 : 0),
  upgrades: upgrades.map(upgradeForm),
});

/** A step as its fields show it. */
export const formOf = (step: Step): StepForm => ({
  ...emptyForm(step.kind),
  title: step.title,
  notes: step.notes,
  links: step.links.map(({ label, url }) => ({ label, url })),
  ...(step.kind === 'act'
    ? { act: step.act, what: step.what }
    : { together: step.together ?? '', proposals: step.proposals.map(proposalForm) }),
});

/** Where JSON breaks off, as far as the browser's parser says it, in words that stand under the field. */
export function jsonTrouble(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const at = /position (\d+)/.exec(said)?.[1];
    if (at === undefined) return `This is not JSON: ${said}`;
    const before = text.slice(0, Number(at)).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    return `This is not JSON at line ${before.length}, column ${column}: ${said.replace(/ in JSON at position.*$/, '')}.`;
  }
}

class Reader {
  readonly errors: Record<string, string> = {};

  need(text: string, place: string, words: string): string {
    if (text.trim() === '') this.errors[place] = words;
    return text.trim();
  }

  args(text: string, place: string): Proposal['args'] {
    if (text.trim() === '') return [];
    const trouble = jsonTrouble(text);
    if (trouble) this.errors[place] = trouble;
    const value: unknown = trouble ? [] : JSON.parse(text);
    if (!Array.isArray(value)) this.errors[place] = 'Arguments are a list: put them in [ ].';
    return Array.isArray(value) ? value : [];
  }

  upgrade(form: UpgradeForm, place: string): PlannedUpgrade {
    const { incarnation } = form;
    const known = incarnation.trim() !== '';
    if (known && !/^\d{1,9}$/.test(incarnation.trim()))
      this.errors[`${place}.incarnation`] = 'A whole number, or nothing.';
    return {
      vat: this.need(form.vat, `${place}.vat`, 'Name the vat.'),
      bundle: form.bundle.trim() === '' ? null : form.bundle.trim(),
      incarnation: known ? Number(incarnation) : null,
    };
  }

  proposal(form: ProposalForm, place: string): Proposal {
    const entrypoint = form.entrypoint.trim();
    return {
      module: this.need(form.module, `${place}.module`, 'Name the module that builds the proposal.'),
      entrypoint: entrypoint === '' ? 'defaultProposalBuilder' : entrypoint,
      args: this.args(form.args, `${place}.args`),
      upgrades: form.upgrades.map((upgrade, at) => this.upgrade(upgrade, `${place}.upgrades.${at}`)),
    };
  }

  link({ label, url }: LinkForm, place: string): Link {
    if (!/^https:\/\/[^\s]+$/.test(url.trim())) this.errors[`${place}.url`] = 'A link begins with https://';
    const named = label.trim() === '' ? url.trim() : label.trim();
    return { label: named, url: url.trim() };
  }
}

/** The step that the fields describe, or what is wrong and at which field. */
export function readForm(form: StepForm, id: string): Result<Step, FormErrors> {
  const reader = new Reader();
  const title = reader.need(form.title, 'title', 'Give the step a title.');
  const links = form.links.map((link, at) => reader.link(link, `links.${at}`));
  const shared = { id, title, notes: form.notes, links };
  const step: Step =
    form.kind === 'act'
      ? {
          ...shared,
          kind: 'act',
          act: form.act,
          what: reader.need(form.what, 'what', 'Say what is done or waited for.'),
          proposals: [],
        }
      : {
          ...shared,
          kind: 'core-eval',
          together: form.together.trim() === '' ? null : form.together.trim(),
          proposals: form.proposals.map((proposal, at) => reader.proposal(proposal, `proposals.${at}`)),
        };
  return Object.keys(reader.errors).length > 0 ? err(reader.errors) : ok(step);
}

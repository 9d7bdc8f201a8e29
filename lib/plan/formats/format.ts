import type { Plan } from '@/lib/plan/plan';

/** A file as it was given or as it is handed out; `name` is a base name, never a path. */
export type SourceFile = { readonly name: string; readonly text: string };

/** Something a notation could not say, and where: nothing is dropped in silence. */
export type Note = { readonly where: string; readonly message: string };

/** What a reader understood of a file. */
export type ReadPlan = { readonly plan: Plan; readonly notes: readonly Note[] };

/** What a writer made of a plan: the first file is the one to look at. */
export type WrittenPlan = { readonly files: readonly SourceFile[]; readonly notes: readonly Note[] };

/** Every notation that a plan is written in, in the order of the export menu. */
export const WRITE_FORMATS = [
  { format: 'json', title: 'Plan JSON' },
  { format: 'yaml', title: 'Plan YAML' },
  { format: 'core-proposals', title: 'Core proposals JSON' },
  { format: 'upgrade-info', title: 'Upgrade info JSON' },
  { format: 'go', title: 'Go for upgrade.go' },
  { format: 'agd-software-upgrade', title: 'agd: software upgrade' },
  { format: 'agd-core-eval', title: 'agd: core evals' },
  { format: 'a3p', title: 'a3p package stanza' },
] as const;
export type WriteFormat = (typeof WRITE_FORMATS)[number]['format'];

export const READ_FORMATS = [
  'json',
  'yaml',
  'core-proposals',
  'upgrade-info',
  'go',
  'a3p',
  'builder-output',
  'core-eval',
] as const;
export type ReadFormat = (typeof READ_FORMATS)[number];

export const isWriteFormat = (value: string): value is WriteFormat =>
  WRITE_FORMATS.some(({ format }) => format === value);

export const isReadFormat = (value: string): value is ReadFormat =>
  READ_FORMATS.some((format) => format === value);

/** What a reader is told besides the file: notations below the plan name neither chain nor upgrade. */
export type Reading = {
  readonly chain: string;
  readonly upgradeName: string;
  readonly newId: () => string;
};

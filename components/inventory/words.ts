import type { Look } from '@/components/ui/StateMark';
import type { Drift } from '@/lib/inventory/drift';
import type { InventorySource, Source } from '@/lib/inventory/inventory';
import type { Upgradable } from '@/lib/inventory/upgradable';
import type { Fate } from '@/lib/inventory/what-if';

/** Where a fact is from, as words that follow the fact. */
export const SOURCE_WORDS: Readonly<Record<Source, string>> = {
  store: 'from a swing-store',
  export: 'from an export of a swing-store',
  slog: 'from a slog',
  'vat-map': 'from a vat map',
  file: 'from a file that does not say where it has it',
};

/** What a thing is, short. */
export const SOURCE_NAMES: Readonly<Record<Source, string>> = {
  store: 'swing-store',
  export: 'export',
  slog: 'slog',
  'vat-map': 'vat map',
  file: 'file',
};

/** Its kinds, each once. */
export const saySources = (sources: readonly InventorySource[]): string =>
  [...new Set(sources.map(({ kind }) => SOURCE_NAMES[kind]))].join(' + ') || '–';

type Mark = { readonly look: Look; readonly word: string };

export const UPGRADABLE_MARKS: Readonly<Record<Upgradable['verdict'], Mark>> = {
  yes: { look: 'done', word: 'yes' },
  no: { look: 'waiting', word: 'no' },
  unknown: { look: 'unknown', word: 'not known' },
};

export const DRIFT_MARKS: Readonly<Record<Drift['verdict'], Mark>> = {
  behind: { look: 'attention', word: 'behind' },
  current: { look: 'done', word: 'current' },
  unknown: { look: 'unknown', word: 'not known' },
  'not-upgradable': { look: 'waiting', word: 'not upgradable' },
};

export const FATE_LOOKS: Readonly<Record<Fate, Look>> = {
  self: 'done',
  'upgraded-later': 'done',
  'upgraded-with': 'unknown',
  'upgraded-before': 'attention',
  'must-come-back': 'attention',
  gone: 'waiting',
};

/** What a plan can be made from. */
export const SOURCES = [
  { value: 'nothing', label: 'Nothing' },
  { value: 'catalogue', label: 'Known builders' },
  { value: 'inventory', label: 'From an inventory' },
  { value: 'import', label: 'Import' },
  { value: 'sample', label: 'Rehearsal sample' },
] as const;
export type PlanSource = (typeof SOURCES)[number]['value'];

/** The source that a link names; null where it names none. */
export const planSource = (value: unknown): PlanSource | null =>
  SOURCES.find((source) => source.value === value)?.value ?? null;

const TABS = ['vats', 'drift', 'blast', 'compare', 'notes'] as const;
export type InventoryTab = (typeof TABS)[number];

/** What a link to an inventory carries: which tab, which vat is looked at, what the table shows and how it is sorted. */
export type InventoryPageView = {
  readonly tab: InventoryTab;
  readonly vat: string | null;
  readonly filter: string;
  /** A column's name, with `-` before it for the largest first; empty: by number. */
  readonly sort: string;
  /** The id of the inventory that it is compared with. */
  readonly other: string | null;
};

export const DEFAULT_INVENTORY_PAGE: InventoryPageView = {
  tab: 'vats',
  vat: null,
  filter: '',
  sort: '',
  other: null,
};

const VERSION = '1';

const fits = (text: string | null, pattern: RegExp): string | null =>
  text !== null && pattern.test(text) ? text : null;

/** Reads the query string of an inventory's page; whatever is missing, broken or of a version not known falls back, part by part. */
export function parseInventoryPage(params: URLSearchParams): InventoryPageView {
  const version = params.get('v');
  if (version !== null && version !== VERSION) return DEFAULT_INVENTORY_PAGE;
  return {
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'vats',
    vat: fits(params.get('vat'), /^v\d{1,9}$/),
    filter: (params.get('filter') ?? '').slice(0, 200),
    sort: fits(params.get('sort'), /^-?[a-z]{1,20}$/) ?? '',
    other: fits(params.get('with'), /^[\w-]{1,100}$/),
  };
}

/** Writes it: empty for the default view, so that a plain link stays plain. */
export function formatInventoryPage({ tab, vat, filter, sort, other }: InventoryPageView): string {
  const params = new URLSearchParams();
  if (tab !== 'vats') params.set('tab', tab);
  if (vat !== null) params.set('vat', vat);
  if (filter !== '') params.set('filter', filter);
  if (sort !== '') params.set('sort', sort);
  if (other !== null) params.set('with', other);
  if (params.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...params])}`;
}

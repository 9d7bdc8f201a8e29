import type { Interval } from '@/lib/base/interval';

const KINDS = ['block', 'run', 'upgrade', 'vat', 'finding', 'termination', 'step'] as const;

/** What is selected on a run page; `id` is an index in the analysis, a vat's id or a step's id. */
export type Selection = { readonly kind: (typeof KINDS)[number]; readonly id: string };

/** What a link to a run page carries. `range` in log seconds; null shows the whole run and follows it. */
export type RunView = {
  readonly range: Interval | null;
  readonly selection: Selection | null;
  /** The raw line that is open, from 1. */
  readonly line: number | null;
  /** The stretch that was chosen on the timeline, log seconds. */
  readonly brush: Interval | null;
  /** Only rows of the timeline in which these words occur. */
  readonly filter: string;
  /** Groups of the timeline that are folded. */
  readonly folded: readonly string[];
  readonly foldIdle: boolean;
};

export const DEFAULT_RUN_VIEW: RunView = {
  range: null,
  selection: null,
  line: null,
  brush: null,
  filter: '',
  folded: ['cranks'],
  foldIdle: true,
};

const VERSION = '2';
const MOST_GROUPS = 16;
const LONGEST_FILTER = 200;
/** Written where no group is folded, for cranks are folded until someone opens them. */
const NONE = 'none';

function parseRange(text: string | null): Interval | null {
  const [from, to, more] = (text ?? '').split('~');
  const start = Number(from || Number.NaN);
  const end = Number(to || Number.NaN);
  return more === undefined && Number.isFinite(start) && Number.isFinite(end) && start < end
    ? { start, end }
    : null;
}

function parseSelection(text: string | null): Selection | null {
  const colon = (text ?? '').indexOf(':');
  const kind = KINDS.find((candidate) => candidate === text?.slice(0, colon));
  const id = text?.slice(colon + 1) ?? '';
  return kind && id !== '' && id.length <= 200 ? { kind, id } : null;
}

const parseLine = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;

const groupsOf = (text: string): string[] =>
  text
    .split('.')
    .filter((group) => /^[a-z]{1,20}$/.test(group))
    .slice(0, MOST_GROUPS);

function parseFolded(text: string | null): readonly string[] {
  if (text === NONE) return [];
  const groups = groupsOf(text ?? '');
  return groups.length > 0 ? groups : DEFAULT_RUN_VIEW.folded;
}

/** Version 1 knew no cranks: its links fold what they folded, and cranks besides. */
function fromVersion1(params: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(params);
  const folded = next.get('fold');
  if (folded !== null) next.set('fold', [...groupsOf(folded), 'cranks'].join('.'));
  return next;
}

/** Reads the query string of a run page; whatever is missing, broken or of a version not known falls back, part by part. */
export function parseRunView(query: URLSearchParams): RunView {
  const version = query.get('v');
  if (version !== null && version !== '1' && version !== VERSION) return DEFAULT_RUN_VIEW;
  const params = version === '1' ? fromVersion1(query) : query;
  return {
    range: parseRange(params.get('t')),
    selection: parseSelection(params.get('sel')),
    line: parseLine(params.get('line')),
    brush: parseRange(params.get('pick')),
    filter: (params.get('q') ?? '').slice(0, LONGEST_FILTER),
    folded: parseFolded(params.get('fold')),
    foldIdle: params.get('idle') !== 'shown',
  };
}

/** Microseconds: what the log itself can tell apart. */
const logSeconds = (value: number): string => String(Number(value.toFixed(6)));

const formatRange = ({ start, end }: Interval): string => `${logSeconds(start)}~${logSeconds(end)}`;

const sameGroups = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((group) => b.includes(group));

/** Writes the query string of a run page: empty for the default view, so that a plain link stays plain. */
export function formatRunView(view: RunView): string {
  const params = new URLSearchParams();
  const { range, selection, line, brush, filter, folded, foldIdle } = view;
  if (range) params.set('t', formatRange(range));
  if (selection) params.set('sel', `${selection.kind}:${selection.id}`);
  if (line !== null) params.set('line', String(line));
  if (brush) params.set('pick', formatRange(brush));
  if (filter !== '') params.set('q', filter);
  if (!sameGroups(folded, DEFAULT_RUN_VIEW.folded))
    params.set('fold', folded.length > 0 ? folded.join('.') : NONE);
  if (!foldIdle) params.set('idle', 'shown');
  if (params.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...params])}`;
}

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
  readonly folded: readonly string[];
  readonly foldIdle: boolean;
};

export const DEFAULT_RUN_VIEW: RunView = {
  range: null,
  selection: null,
  line: null,
  folded: [],
  foldIdle: true,
};

const VERSION = '1';
const MOST_GROUPS = 16;

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

const parseFolded = (text: string | null): string[] =>
  (text ?? '')
    .split('.')
    .filter((group) => /^[a-z]{1,20}$/.test(group))
    .slice(0, MOST_GROUPS);

/** Reads the query string of a run page; whatever is missing, broken or of a version not known falls back, part by part. */
export function parseRunView(params: URLSearchParams): RunView {
  const version = params.get('v');
  if (version !== null && version !== VERSION) return DEFAULT_RUN_VIEW;
  return {
    range: parseRange(params.get('t')),
    selection: parseSelection(params.get('sel')),
    line: parseLine(params.get('line')),
    folded: parseFolded(params.get('fold')),
    foldIdle: params.get('idle') !== 'shown',
  };
}

/** Microseconds: what the log itself can tell apart. */
const logSeconds = (value: number): string => String(Number(value.toFixed(6)));

/** Writes the query string of a run page: empty for the default view, so that a plain link stays plain. */
export function formatRunView(view: RunView): string {
  const params = new URLSearchParams();
  const { range, selection, line, folded, foldIdle } = view;
  if (range) params.set('t', `${logSeconds(range.start)}~${logSeconds(range.end)}`);
  if (selection) params.set('sel', `${selection.kind}:${selection.id}`);
  if (line !== null) params.set('line', String(line));
  if (folded.length > 0) params.set('fold', folded.join('.'));
  if (!foldIdle) params.set('idle', 'shown');
  if (params.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...params])}`;
}

const TABS = ['steps', 'review', 'rules', 'history', 'audit'] as const;
export type PlanTab = (typeof TABS)[number];

/** What a link to a plan page carries: which tab, which step is selected, and which two revisions are compared. */
export type PlanPageView = {
  readonly tab: PlanTab;
  readonly step: string | null;
  /** Revisions from 1; null where none is chosen. `to` null means the plan as it is now. */
  readonly from: number | null;
  readonly to: number | null;
};

export const DEFAULT_PLAN_PAGE: PlanPageView = { tab: 'steps', step: null, from: null, to: null };

const VERSION = '1';

const parseRevision = (text: string | null): number | null =>
  text !== null && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;

const parseStep = (text: string | null): string | null =>
  text !== null && text !== '' && text.length <= 500 ? text : null;

/** Reads the query string of a plan page; whatever is missing, broken or of a version not known falls back, part by part. */
export function parsePlanPage(params: URLSearchParams): PlanPageView {
  const version = params.get('v');
  if (version !== null && version !== VERSION) return DEFAULT_PLAN_PAGE;
  return {
    tab: TABS.find((tab) => tab === params.get('tab')) ?? 'steps',
    step: parseStep(params.get('step')),
    from: parseRevision(params.get('from')),
    to: parseRevision(params.get('to')),
  };
}

/** Writes the query string of a plan page: empty for the default view, so that a plain link stays plain. */
export function formatPlanPage({ tab, step, from, to }: PlanPageView): string {
  const params = new URLSearchParams();
  if (tab !== 'steps') params.set('tab', tab);
  if (step !== null) params.set('step', step);
  if (from !== null) params.set('from', String(from));
  if (to !== null) params.set('to', String(to));
  if (params.size === 0) return '';
  return `?${new URLSearchParams([['v', VERSION], ...params])}`;
}

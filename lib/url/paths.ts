import {
  DEFAULT_INVENTORY_PAGE,
  formatInventoryPage,
  type InventoryPageView,
} from '@/lib/url/inventory-page-view';
import { DEFAULT_PLAN_PAGE, formatPlanPage, type PlanPageView } from '@/lib/url/plan-page-view';

/** Every link of the product, pages and doors alike; nothing else writes a path. */
const id = encodeURIComponent;

const query = (params: Readonly<Record<string, string>>): string =>
  Object.keys(params).length === 0 ? '' : `?${new URLSearchParams(params)}`;

export const paths = {
  home: () => '/',
  plans: () => '/plans',
  /** The list with the dialog open that makes a plan. */
  newPlan: (from: 'nothing' | 'catalogue' | 'import' | 'inventory' | 'sample') => `/plans?new=${from}`,
  plan: (planId: string, view: Partial<PlanPageView> = {}) =>
    `/plans/${id(planId)}${formatPlanPage({ ...DEFAULT_PLAN_PAGE, ...view })}`,
  audit: () => '/audit',
  /** `filter`: the list opens showing only what matches it. */
  runs: (filter = '') => (filter === '' ? '/runs' : `/runs?filter=${id(filter)}`),
  run: (runId: string) => `/runs/${id(runId)}`,
  /** `next`: where to go then. */
  signIn: (next = '/') => (next === '/' ? '/sign-in' : `/sign-in${query({ next })}`),
  inventories: () => '/inventories',
  inventory: (inventoryId: string, view: Partial<InventoryPageView> = {}) =>
    `/inventories/${id(inventoryId)}${formatInventoryPage({ ...DEFAULT_INVENTORY_PAGE, ...view })}`,
  reports: () => '/reports',
  report: (reportId: string) => `/reports/${id(reportId)}`,
  /** What anybody with the link reads; `form`: html, report.md, report.json or report.pdf; `version`: not the newest. */
  publicReport: (token: string, version: number | null = null, form = '') =>
    `/r/${id(token)}${version === null ? '' : `/v/${version}`}${form === '' ? '' : `/${form}`}`,
  compare: (a: readonly string[], b: readonly string[]) =>
    `/compare${query({ a: a.join(','), b: b.join(',') })}`,
  account: () => '/settings/account',
  tokens: () => '/settings/tokens',
  people: () => '/settings/people',
  api: {
    me: () => '/api/me',
    password: () => '/api/me/password',
    signIn: () => '/api/sign-in',
    signOut: () => '/api/sign-out',
    signInAt: () => '/api/auth/sign-in/social',
    welcome: () => '/api/welcome',
    lookAtLink: () => '/api/welcome/look',
    people: () => '/api/people',
    person: (personId: string) => `/api/people/${id(personId)}`,
    resetPerson: (personId: string) => `/api/people/${id(personId)}/reset`,
    personLink: (linkId: string) => `/api/people/links/${id(linkId)}`,
    tokens: () => '/api/tokens',
    token: (tokenId: string) => `/api/tokens/${id(tokenId)}`,
    status: () => '/api/status',
    prepareKernel: () => '/api/kernel',
    plans: () => '/api/plans',
    plan: (planId: string) => `/api/plans/${id(planId)}`,
    importPlan: () => '/api/plans/import',
    exportPlan: (planId: string, format: string) => `/api/plans/${id(planId)}/export${query({ format })}`,
    approvals: (planId: string) => `/api/plans/${id(planId)}/approvals`,
    review: (planId: string) => `/api/plans/${id(planId)}/review`,
    waivers: (planId: string) => `/api/plans/${id(planId)}/waivers`,
    revisions: (planId: string) => `/api/plans/${id(planId)}/revisions`,
    revision: (planId: string, no: number) => `/api/plans/${id(planId)}/revisions/${no}`,
    restore: (planId: string) => `/api/plans/${id(planId)}/restore`,
    comments: (planId: string) => `/api/plans/${id(planId)}/comments`,
    closePlan: (planId: string) => `/api/plans/${id(planId)}/close`,
    audit: (params: Readonly<Record<string, string>>) => `/api/audit${query(params)}`,
    inventories: (params: Readonly<Record<string, string>> = {}) => `/api/inventories${query(params)}`,
    inventory: (inventoryId: string) => `/api/inventories/${id(inventoryId)}`,
    /** What is different in it from another. */
    compareInventory: (inventoryId: string, other: string) =>
      `/api/inventories/${id(inventoryId)}/compare${query({ with: other })}`,
    mergeInventory: (inventoryId: string) => `/api/inventories/${id(inventoryId)}/merge`,
    bundles: (inventoryId: string) => `/api/inventories/${id(inventoryId)}/bundles`,
    planInventory: (planId: string) => `/api/plans/${id(planId)}/inventory`,
    runInventory: (runId: string) => `/api/runs/${id(runId)}/inventory`,
    reports: () => '/api/reports',
    report: (reportId: string) => `/api/reports/${id(reportId)}`,
    reportPreview: (reportId: string, params: Readonly<Record<string, string>> = {}) =>
      `/api/reports/${id(reportId)}/preview${query(params)}`,
    publishReport: (reportId: string) => `/api/reports/${id(reportId)}/publish`,
    reportLink: (reportId: string) => `/api/reports/${id(reportId)}/link`,
    compare: (a: readonly string[], b: readonly string[]) =>
      `/api/compare${query({ a: a.join(','), b: b.join(',') })}`,
    compareNodes: (a: string, b: string) => `/api/compare/nodes${query({ a, b })}`,
    rehearsals: () => '/api/rehearsals',
    rehearsal: (runId: string) => `/api/rehearsals/${id(runId)}`,
    runs: () => '/api/runs',
    run: (runId: string) => `/api/runs/${id(runId)}`,
    /** Which plan it executed. */
    runPlan: (runId: string) => `/api/runs/${id(runId)}/plan`,
    slog: (runId: string) => `/api/runs/${id(runId)}/slog`,
    events: (runId: string) => `/api/runs/${id(runId)}/events`,
    /** A browser's one stream, of several runs. */
    allEvents: () => '/api/events',
    cells: (runId: string, params: Readonly<Record<string, string>>) =>
      `/api/runs/${id(runId)}/cells${query(params)}`,
    lines: (runId: string, from: number, count: number) =>
      `/api/runs/${id(runId)}/lines?from=${from}&count=${count}`,
    /** Where a block (or a crank) begins in the log: once per execution. */
    blockPlaces: (runId: string, height: number) => `/api/runs/${id(runId)}/lines?block=${height}`,
    crankPlaces: (runId: string, crankNum: number) => `/api/runs/${id(runId)}/lines?crank=${crankNum}`,
    /** The whole log, packed, as a download. */
    raw: (runId: string) => `/api/runs/${id(runId)}/raw`,
    /** What was planned against what happened, and what was not tried out. */
    reconciliation: (runId: string) => `/api/runs/${id(runId)}/reconciliation`,
    triage: (runId: string) => `/api/runs/${id(runId)}/triage`,
    analysis: (runId: string) => `/api/runs/${id(runId)}/analysis`,
  },
} as const;

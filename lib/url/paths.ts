/** Every link of the product, pages and doors alike; nothing else writes a path. */
const id = encodeURIComponent;

export const paths = {
  home: () => '/',
  plans: () => '/plans',
  plan: (planId: string) => `/plans/${id(planId)}`,
  /** `filter`: the list opens showing only what matches it. */
  runs: (filter = '') => (filter === '' ? '/runs' : `/runs?filter=${id(filter)}`),
  run: (runId: string) => `/runs/${id(runId)}`,
  api: {
    status: () => '/api/status',
    prepareKernel: () => '/api/kernel',
    plans: () => '/api/plans',
    plan: (planId: string) => `/api/plans/${id(planId)}`,
    approvals: (planId: string) => `/api/plans/${id(planId)}/approvals`,
    rehearsals: () => '/api/rehearsals',
    rehearsal: (runId: string) => `/api/rehearsals/${id(runId)}`,
    runs: () => '/api/runs',
    run: (runId: string) => `/api/runs/${id(runId)}`,
    slog: (runId: string) => `/api/runs/${id(runId)}/slog`,
    events: (runId: string) => `/api/runs/${id(runId)}/events`,
    lines: (runId: string, from: number, count: number) =>
      `/api/runs/${id(runId)}/lines?from=${from}&count=${count}`,
    analysis: (runId: string) => `/api/runs/${id(runId)}/analysis`,
  },
} as const;

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
    /** Where a block (or a crank) begins in the log: once per execution. */
    blockPlaces: (runId: string, height: number) => `/api/runs/${id(runId)}/lines?block=${height}`,
    crankPlaces: (runId: string, crankNum: number) => `/api/runs/${id(runId)}/lines?crank=${crankNum}`,
    /** The whole log, packed, as a download. */
    raw: (runId: string) => `/api/runs/${id(runId)}/raw`,
    analysis: (runId: string) => `/api/runs/${id(runId)}/analysis`,
  },
} as const;

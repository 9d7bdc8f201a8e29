/** The names of what is cached, so that a change can say what it made stale. */
export const queryKeys = {
  status: ['status'],
  me: ['me'],
  people: ['people'],
  tokens: ['tokens'],
  runs: ['runs'],
  plans: ['plans'],
  plan: (planId: string) => ['plans', planId],
  comments: (planId: string) => ['plans', planId, 'comments'],
  revisions: (planId: string) => ['revisions', planId],
  revision: (planId: string, no: number) => ['revisions', planId, no],
  written: (planId: string, digest: string, format: string) => ['written', planId, digest, format],
  reports: ['reports'],
  report: (reportId: string) => ['reports', reportId],
  preview: (reportId: string, draftNo: number, correction: string) => ['preview', reportId, draftNo, correction],
  comparison: (a: string, b: string) => ['comparison', a, b],
  audit: ['audit'],
} as const;

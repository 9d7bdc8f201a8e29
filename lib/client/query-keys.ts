/** The names of what is cached, so that a change can say what it made stale. */
export const queryKeys = {
  status: ['status'],
  runs: ['runs'],
  plans: ['plans'],
  plan: (planId: string) => ['plans', planId],
} as const;

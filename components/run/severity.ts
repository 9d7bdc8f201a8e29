import type { Severity } from '@/lib/upgrade/analysis';

/** How the severity of a finding looks: one of the five looks, never a colour of its own. */
export const SEVERITY_LOOK: Record<Severity, 'failed' | 'attention' | 'waiting'> = {
  blocker: 'failed',
  warning: 'attention',
  info: 'waiting',
};

import type { Judge } from '@/lib/report/input';
import type { Mark } from '@/lib/triage/mark';
import { triage } from '@/lib/triage/triage';

/** What these marks say of findings, as reports ask for it. */
export const judgeBy =
  (marks: readonly Mark[]): Judge =>
  (finding) => {
    const [row] = triage([finding], marks, null);
    if (!row?.mark || row.state === 'open') return { judged: 'open', reason: null, by: null };
    return { judged: row.state, reason: row.mark.reason, by: row.mark.actor };
  };

import Link from 'next/link';
import { StateMark } from '@/components/ui/StateMark';
import { counted } from '@/lib/base/words';
import type { PlanTriage } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** What the newest run of a plan found and nobody has accepted, what is new first; nothing where no run has ended. */
export function PlanTriageNote({ triage }: { triage: PlanTriage | null | undefined }) {
  if (!triage) return null;
  const { newBlockers, openBlockers, openWarnings, runId } = triage;
  const known = openBlockers - newBlockers;
  const parts = [
    ...(newBlockers > 0 ? [counted(newBlockers, 'new blocker')] : []),
    ...(known > 0 ? [counted(known, 'known blocker')] : []),
    ...(openWarnings > 0 ? [counted(openWarnings, 'warning')] : []),
  ];
  const look = openBlockers > 0 ? 'failed' : openWarnings > 0 ? 'attention' : 'done';
  return (
    <section aria-label="Newest run" className="text-13">
      <StateMark
        look={look}
        word={parts.length > 0 ? `${parts.join(', ')} open` : 'no blocker, no warning open'}
      />{' '}
      <Link href={paths.run(runId)} className="text-accent underline-offset-2 hover:underline">
        in the newest run
      </Link>
    </section>
  );
}

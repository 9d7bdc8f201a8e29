import { CopyId } from '@/components/ui/CopyId';
import { Term } from '@/components/ui/Term';
import { TimeAgo } from '@/components/ui/TimeAgo';
import type { PlanView } from '@/lib/plan/plan-view';

const DIGEST_SAYS =
  'The fingerprint of exactly what would happen: steps, their order, modules, arguments and bundles. Names and titles are not part of it. Approvals and runs name it.';

/** What a plan is for and which version of it is shown, in one line. */
export function PlanFacts({ view }: { view: PlanView }) {
  return (
    <>
      <span className="font-mono text-12">
        {view.plan.chain} · {view.plan.upgradeName}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Term says={DIGEST_SAYS}>Digest</Term> <CopyId value={view.digest} name="plan digest" shown={10} />
      </span>
      <span className="tnum">revision {view.revisionNo}</span>
      <span>
        changed <TimeAgo at={view.updatedAt} /> by {view.author}
      </span>
    </>
  );
}

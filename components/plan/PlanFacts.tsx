import { targetWords } from '@/components/plan/target-form';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { Term } from '@/components/ui/Term';
import { TimeAgo } from '@/components/ui/TimeAgo';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';

const DIGEST_SAYS =
  'The fingerprint of exactly what would happen: chain, height, steps, their order, modules, arguments, bundles, rules and policy. Names, notes and links are not part of it. Approvals and runs name it.';

type Props = { view: PlanView; plan: Plan; why: string | null; onEdit: () => void };

/** What a plan is for, where it will happen, and which version of it is shown, in one line. */
export function PlanFacts({ view, plan, why, onEdit }: Props) {
  const target = targetWords(plan.target);
  return (
    <>
      <span className="font-mono text-12">
        {plan.chain} · {plan.upgradeName}
      </span>
      <span className="tnum">{target ? `at ${target}` : 'no height yet'}</span>
      <Button size="small" look="quiet" className="-mx-2" why={why} onClick={onEdit}>
        Edit facts…
      </Button>
      <span className="inline-flex items-center gap-1.5">
        <Term says={DIGEST_SAYS}>Digest</Term> <CopyId value={view.digest} name="plan digest" shown={10} />
      </span>
      <span className="tnum">revision {view.revisionNo}</span>
      <span>
        changed <TimeAgo at={view.updatedAt} /> by {view.author}
      </span>
      {plan.links.map(({ label, url }) => (
        <a key={url} href={url} target="_blank" rel="noreferrer" className="underline underline-offset-4">
          {label}
        </a>
      ))}
    </>
  );
}

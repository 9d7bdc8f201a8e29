'use client';

import { ChangeList } from '@/components/plan/ChangeList';
import { Notice } from '@/components/ui/Notice';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { errorWords } from '@/lib/client/door';
import { useRevision } from '@/lib/client/use-revisions';
import { diffPlans } from '@/lib/plan/diff';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { PlanView } from '@/lib/plan/plan-view';

type Props = {
  planId: string;
  /** Null compares with a plan that does nothing: all that is there is new. */
  from: number | null;
  to: number;
  /** The plan as the page has it, so that its newest revision need not be asked for. */
  current: PlanView;
};

/** What differs between two revisions of a plan, in words. */
export function ChangesBetween({ planId, from, to, current }: Props) {
  const isCurrent = (no: number | null) => no === current.revisionNo;
  const before = useRevision(planId, isCurrent(from) ? null : from);
  const after = useRevision(planId, isCurrent(to) ? null : to);
  const error = before.error ?? after.error;
  if (error)
    return (
      <Notice look="failed" alert>
        The revisions could not be read. {errorWords(error).where}
      </Notice>
    );
  const a =
    from === null
      ? emptyPlan(current.plan.chain, current.plan.upgradeName)
      : isCurrent(from)
        ? current.plan
        : before.data?.plan;
  const b = isCurrent(to) ? current.plan : after.data?.plan;
  if (!a || !b) return <SkeletonRows rows={3} label="Comparing the revisions" />;
  return (
    <ChangeList
      changes={diffPlans(a, b)}
      label={from === null ? 'Everything in the plan' : `Changes from revision ${from} to ${to}`}
      none="Nothing of what would happen differs; only names, notes or links may."
    />
  );
}

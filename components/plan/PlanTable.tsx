'use client';

import Link from 'next/link';
import { policyMissing } from '@/components/plan/policy-words';
import { targetWords } from '@/components/plan/target-form';
import { CopyId } from '@/components/ui/CopyId';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { counted } from '@/lib/base/words';
import { errorWords } from '@/lib/client/door';
import { usePlans } from '@/lib/client/use-plans';
import { planLook, vatWords } from '@/lib/plan/plan-look';
import type { PlanHead } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

const WIDE = 'hidden lg:table-cell';
const MIDDLE = 'hidden md:table-cell';

/** All plans: how each stands, where it will happen, what blocks it and whose approval is missing. */
export function PlanList({ initial }: { initial?: PlanHead[] }) {
  const plans = usePlans(initial);
  if (plans.isPending) return <SkeletonRows rows={3} label="Reading the plans" />;
  if (plans.isError && !plans.data) {
    const retry = () => void plans.refetch();
    return <ErrorState what="The plans could not be read." {...errorWords(plans.error)} retry={retry} />;
  }
  if (plans.data.length === 0)
    return (
      <EmptyState title="No plans yet">
        A plan is the sequence of core evals that upgrades vats, with who must approve it. Make one above.
      </EmptyState>
    );
  return <PlanTable plans={plans.data} />;
}

function PlanTable({ plans }: { plans: readonly PlanHead[] }) {
  return (
    <Table>
      <caption className="sr-only">Plans</caption>
      <TableHead>
        <tr>
          <Heading className="md:w-32">State</Heading>
          <Heading>Plan</Heading>
          <Heading className={MIDDLE}>Where</Heading>
          <Heading className={WIDE}>Vats in order</Heading>
          <Heading figures className={MIDDLE}>
            Steps
          </Heading>
          <Heading className={MIDDLE}>What it waits for</Heading>
          <Heading className={WIDE}>Digest</Heading>
          <Heading figures>Changed</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {plans.map((plan) => (
          <PlanRow key={plan.id} view={plan} />
        ))}
      </TableBody>
    </Table>
  );
}

function PlanRow({ view }: { view: PlanHead }) {
  const vats = vatWords(view);
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <StateMark {...planLook(view)} />
      </Cell>
      <Cell className="w-full max-w-0 py-1 md:w-1/3">
        <Link
          href={paths.plan(view.id)}
          className="line-clamp-2 font-medium hover:underline md:block md:truncate"
          title={view.title}
        >
          {view.title}
        </Link>
        <p className="truncate text-12 text-ink-2 md:hidden">{waitsFor(view)}</p>
      </Cell>
      <Cell className={`${MIDDLE} py-1`}>
        <span className="block whitespace-nowrap font-mono text-12 text-ink-2">{view.chain}</span>
        <span className="block whitespace-nowrap text-12 tnum text-ink-3">
          {targetWords(view.target) ?? 'no height yet'}
        </span>
      </Cell>
      <Cell className={`${WIDE} w-1/4 max-w-0 truncate text-ink-2`} title={vats}>
        {vats}
      </Cell>
      <Cell figures className={MIDDLE}>
        {view.stepCount}
      </Cell>
      <Cell className={`${MIDDLE} w-1/4 max-w-0 truncate`} title={waitsFor(view)}>
        {waitsFor(view)}
      </Cell>
      <Cell className={WIDE}>
        <CopyId value={view.digest} name="plan digest" />
      </Cell>
      <Cell figures className="font-sans">
        <TimeAgo at={view.updatedAt} />
      </Cell>
    </Row>
  );
}

/** The first thing in the way, in words that follow "waits for": broken rules, then whose approval is missing. */
export function waitsFor({ state, approved, verdict }: PlanHead): string {
  if (state === 'withdrawn' || state === 'superseded') return '';
  if (verdict.open.length > 0) return `${counted(verdict.open.length, 'hard rule')} to be mended or waived`;
  if (approved) return 'nothing';
  if (state === 'draft') return 'its review to be requested';
  return verdict.declinedBy.length > 0
    ? `a change: declined by ${verdict.declinedBy.join(', ')}`
    : policyMissing(verdict);
}

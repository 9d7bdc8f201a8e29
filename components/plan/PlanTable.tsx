'use client';

import Link from 'next/link';
import { CopyId } from '@/components/ui/CopyId';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { usePlans } from '@/lib/client/use-plans';
import { planLook, plannedVats } from '@/lib/plan/plan-look';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

const WIDE = 'hidden md:table-cell';

/** All plans with their approval state. */
export function PlanList({ initial }: { initial?: PlanView[] }) {
  const plans = usePlans(initial);
  if (plans.isPending) return <SkeletonRows rows={3} label="Reading the plans" />;
  if (plans.isError && !plans.data) {
    const retry = () => void plans.refetch();
    return <ErrorState what="The plans could not be read." {...errorWords(plans.error)} retry={retry} />;
  }
  if (plans.data.length === 0)
    return (
      <EmptyState title="No plans yet">
        A plan is the sequence of core evals that upgrades vats. A new installation starts with one for its
        own rehearsal chain; this one has been emptied.
      </EmptyState>
    );
  return <PlanTable plans={plans.data} />;
}

function PlanTable({ plans }: { plans: readonly PlanView[] }) {
  return (
    <Table>
      <caption className="sr-only">Plans</caption>
      <TableHead>
        <tr>
          <Heading className="w-32">State</Heading>
          <Heading>Plan</Heading>
          <Heading className={WIDE}>Chain</Heading>
          <Heading className={WIDE}>Vats in order</Heading>
          <Heading figures>Steps</Heading>
          <Heading figures className={WIDE}>
            Revision
          </Heading>
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

function PlanRow({ view }: { view: PlanView }) {
  const vats = plannedVats(view).join(' → ');
  return (
    <Row>
      <Cell>
        <StateMark {...planLook(view)} />
      </Cell>
      <Cell className="w-1/3 max-w-0">
        <Link
          href={paths.plan(view.id)}
          className="block truncate font-medium hover:underline"
          title={view.title}
        >
          {view.title}
        </Link>
      </Cell>
      <Cell className={`${WIDE} whitespace-nowrap font-mono text-12 text-ink-2`}>{view.plan.chain}</Cell>
      <Cell className={`${WIDE} w-1/3 max-w-0 truncate text-ink-2`} title={vats}>
        {vats}
      </Cell>
      <Cell figures>{view.plan.steps.length}</Cell>
      <Cell figures className={WIDE}>
        {view.revisionNo}
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

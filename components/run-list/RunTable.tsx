'use client';

import Link from 'next/link';
import { RunRowMenu } from '@/components/run-list/RunRowMenu';
import { scenarioTitle } from '@/components/run-list/scenario-title';
import { Badge } from '@/components/ui/Badge';
import { CopyId } from '@/components/ui/CopyId';
import { cn } from '@/components/ui/cn';
import { formatCount } from '@/components/ui/count';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Term } from '@/components/ui/Term';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { formatBytes } from '@/lib/base/time';
import { runLook } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

/** Columns that a narrow screen does without; the run's own page has them. */
const WIDE = 'hidden lg:table-cell';
const MEDIUM = 'hidden md:table-cell';
/** On the narrowest the state stands over the name instead of in a column of its own. */
const SIDE = 'hidden sm:table-cell';

const upgrades = ({ upgradesDone, upgradesPlanned }: RunRow): string =>
  upgradesPlanned === null ? String(upgradesDone) : `${upgradesDone}/${upgradesPlanned}`;

type Props = {
  runs: readonly RunRow[];
  /** The server's clock when the rows were read, ms. */
  seenAt: number;
  caption: string;
};

/** Runs as rows: state, name, what they executed, how far they are. */
export function RunTable({ runs, seenAt, caption }: Props) {
  return (
    <Table>
      <caption className="sr-only">{caption}</caption>
      <TableHead>
        <tr>
          <Heading className={cn(SIDE, 'w-28')}>State</Heading>
          <Heading className="max-sm:pl-0">Run</Heading>
          <Heading className={MEDIUM}>Kind</Heading>
          <Heading className={WIDE}>
            <Term says="The plan, and the digest that names exactly what was executed: steps, order, bundles. Titles are not part of it.">
              Plan
            </Term>
          </Heading>
          <Heading className={WIDE}>Scenario</Heading>
          <Heading figures>Upgrades</Heading>
          <Heading figures className={MEDIUM}>
            <Term says="Findings that must be explained before the real upgrade, such as one that was rolled back.">
              Blockers
            </Term>
          </Heading>
          <Heading figures className={WIDE}>
            Lines
          </Heading>
          <Heading figures className={MEDIUM}>
            Size
          </Heading>
          <Heading figures>Created</Heading>
          <Heading className="w-8">
            <span className="sr-only">Actions</span>
          </Heading>
        </tr>
      </TableHead>
      <TableBody>
        {runs.map((run) => (
          <RunRowView key={run.id} run={run} seenAt={seenAt} />
        ))}
      </TableBody>
    </Table>
  );
}

function RunRowView({ run, seenAt }: { run: RunRow; seenAt: number }) {
  const look = runLook(run, seenAt);
  return (
    <Row>
      <Cell className={SIDE}>
        <StateMark {...look} />
      </Cell>
      <Cell className="w-full max-w-0 max-sm:py-1.5 max-sm:pl-0">
        <StateMark {...look} className="text-12 sm:hidden" />
        <Link
          href={paths.run(run.id)}
          title={run.title}
          className="block truncate font-medium hover:underline"
        >
          {run.title}
        </Link>
        {run.reason && (
          <p className="truncate pb-1 text-12 text-ink-2" title={run.reason}>
            {run.reason}
          </p>
        )}
      </Cell>
      <Cell className={MEDIUM}>{run.kind}</Cell>
      <Cell className={cn(WIDE, 'whitespace-nowrap')}>
        <PlanDigest run={run} />
      </Cell>
      <Cell className={cn(WIDE, 'whitespace-nowrap text-ink-2')}>{scenarioTitle(run.scenario)}</Cell>
      <Cell figures>{upgrades(run)}</Cell>
      <Cell figures className={MEDIUM}>
        {run.blockers > 0 ? (
          <Badge tone="failed">{run.blockers}</Badge>
        ) : (
          <span className="text-ink-3">0</span>
        )}
      </Cell>
      <Cell figures className={WIDE}>
        {formatCount(run.lines)}
      </Cell>
      <Cell figures className={MEDIUM}>
        {formatBytes(run.receivedBytes)}
      </Cell>
      <Cell figures className="font-sans">
        <TimeAgo at={run.createdAt} />
      </Cell>
      <Cell>
        <RunRowMenu run={run} />
      </Cell>
    </Row>
  );
}

function PlanDigest({ run }: { run: RunRow }) {
  if (!run.planDigest) return null;
  return (
    <span className="inline-flex items-center gap-2">
      {run.planId !== null && (
        <Link
          href={paths.plan(run.planId)}
          title={run.planTitle ?? undefined}
          className="max-w-36 truncate text-ink-2 hover:underline"
        >
          {run.planTitle ?? 'plan'}
        </Link>
      )}
      <CopyId value={run.planDigest} name="plan digest" />
      {run.planApproved === false && <span className="text-12 text-ink-3">not approved</span>}
    </span>
  );
}

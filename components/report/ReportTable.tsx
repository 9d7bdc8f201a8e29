'use client';

import Link from 'next/link';
import { EmptyState } from '@/components/ui/EmptyState';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { useReports } from '@/lib/client/use-reports';
import type { ReportHead } from '@/lib/report/report-view';
import { paths } from '@/lib/url/paths';

/** How a report stands, as a state. */
export function ReportState({ report }: { report: ReportHead }) {
  const { versions, link } = report;
  if (versions.length === 0) return <StateMark look="waiting" word="draft" />;
  if (link.state === 'open')
    return <StateMark look="done" word={`version ${versions[0]?.no ?? 1} published`} />;
  return <StateMark look="attention" word={link.state === 'revoked' ? 'link revoked' : 'link expired'} />;
}

/** Every report: how it stands, of which plan, who made it. */
export function ReportList({ initial }: { initial: ReportHead[] }) {
  const { data: reports = [] } = useReports(initial);
  if (reports.length === 0)
    return (
      <EmptyState title="No report yet">
        A report tells validators what will happen, in what order and for how long, from a plan and its
        rehearsals. Make one when a rehearsal has gone well.
      </EmptyState>
    );
  return (
    <Table>
      <caption className="sr-only">Reports, last changed first</caption>
      <TableHead>
        <tr>
          <Heading className="w-44">State</Heading>
          <Heading>Report</Heading>
          <Heading className="hidden md:table-cell">Plan</Heading>
          <Heading className="hidden md:table-cell">By</Heading>
          <Heading figures>Changed</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {reports.map((report) => (
          <Row key={report.id}>
            <Cell className="whitespace-nowrap">
              <ReportState report={report} />
            </Cell>
            <Cell className="w-full max-w-0">
              <Link
                href={paths.report(report.id)}
                className="block truncate font-medium hover:underline"
                title={report.title}
              >
                {report.title}
              </Link>
            </Cell>
            <Cell className="hidden max-w-60 truncate md:table-cell">
              {report.planId === null ? (
                '–'
              ) : (
                <Link href={paths.plan(report.planId)} className="hover:underline">
                  {report.planTitle}
                </Link>
              )}
            </Cell>
            <Cell className="hidden md:table-cell">{report.createdBy}</Cell>
            <Cell figures className="font-sans">
              <TimeAgo at={report.updatedAt} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Instant } from '@/components/ui/TimeAgo';
import type { AuditRow } from '@/lib/approval/audit-row';
import { errorWords } from '@/lib/client/door';
import { useAudit } from '@/lib/client/use-audit';

const WIDE = 'hidden md:table-cell';

/** Who did what, when, why, and to which digest; newest first. `params` are those of the audit door. */
export function AuditTable({ params }: { params: Readonly<Record<string, string>> }) {
  const audit = useAudit(params);
  if (audit.isPending) return <SkeletonRows rows={8} label="Reading the audit log" />;
  if (audit.isError)
    return (
      <ErrorState
        what="The audit log could not be read."
        {...errorWords(audit.error)}
        retry={() => void audit.refetch()}
      />
    );
  const rows = audit.data.pages.flat();
  if (rows.length === 0)
    return (
      <EmptyState title="Nothing here">
        Every act on plans, approvals, people and runs is recorded. None fits the filter.
      </EmptyState>
    );
  return (
    <>
      <Table>
        <caption className="sr-only">What happened, newest first</caption>
        <TableHead>
          <tr>
            <Heading>When</Heading>
            <Heading>Who</Heading>
            <Heading>Did</Heading>
            <Heading className={WIDE}>To</Heading>
            <Heading className={WIDE}>Digest</Heading>
            <Heading>Why</Heading>
            <Heading>
              <span className="sr-only">Details</span>
            </Heading>
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <AuditLine key={row.id} row={row} />
          ))}
        </TableBody>
      </Table>
      {audit.hasNextPage && (
        <Button
          className="mt-3"
          why={audit.isFetchingNextPage ? 'They are being read.' : null}
          onClick={() => void audit.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}

function AuditLine({ row }: { row: AuditRow }) {
  const [open, setOpen] = useState(false);
  const { at, actor, verb, subject, digest, why } = row;
  return (
    <>
      <Row>
        <Cell className="whitespace-nowrap text-ink-2">
          <Instant at={at} />
        </Cell>
        <Cell className="max-w-40 truncate font-medium">{actor}</Cell>
        <Cell className="whitespace-nowrap">{verb}</Cell>
        <Cell className={`${WIDE} max-w-52 truncate font-mono text-12 text-ink-2`} title={subject}>
          {subject}
        </Cell>
        <Cell className={WIDE}>{digest && <CopyId value={digest} name="digest" />}</Cell>
        <Cell className="w-full max-w-0 truncate" title={why ?? undefined}>
          {why}
        </Cell>
        <Cell className="text-right">
          <Button
            size="small"
            look="quiet"
            aria-expanded={open}
            aria-label={`Before and after of ${verb}`}
            onClick={() => setOpen(!open)}
          >
            {open ? 'Hide' : 'Details'}
          </Button>
        </Cell>
      </Row>
      {open && (
        <tr className="border-b border-line">
          <td colSpan={7} className="py-2">
            <div className="grid gap-3 md:grid-cols-2">
              <Value name="Before" value={row.before} />
              <Value name="After" value={row.after} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

const Value = ({ name, value }: { name: string; value: unknown }) => (
  <figure className="min-w-0">
    <figcaption className="text-12 text-ink-3">{name}</figcaption>
    <pre className="whitespace-pre-wrap break-all rounded-md border border-line bg-bg p-2 font-mono text-12">
      {value === null || value === undefined ? 'nothing' : JSON.stringify(value, null, 2)}
    </pre>
  </figure>
);

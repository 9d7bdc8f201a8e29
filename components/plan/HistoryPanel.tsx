'use client';

import { useState } from 'react';
import { ChangesBetween } from '@/components/plan/ChangesBetween';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { Panel } from '@/components/ui/Panel';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import { Select } from '@/components/ui/Select';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { useRevisions } from '@/lib/client/use-revisions';
import type { PlanView, RevisionHead } from '@/lib/plan/plan-view';

type Props = {
  view: PlanView;
  /** The compared revisions, from the link; null: the one before, and the newest. */
  from: number | null;
  to: number | null;
  onCompare: (from: number, to: number) => void;
  restoreWhy: string | null;
  onRestore: (no: number, why: string) => void;
};

/** Every revision of a plan, what differs between any two in words, and the way back. */
export function HistoryPanel({ view, from, to, onCompare, restoreWhy, onRestore }: Props) {
  const all = useRevisions(view.id, view.revisionNo).data ?? view.revisions;
  const [restoring, setRestoring] = useState<number | null>(null);
  const later = to ?? view.revisionNo;
  const earlier = from ?? Math.max(1, later - 1);
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <Panel title="Revisions" note={<span className="tnum">{view.revisionNo}</span>}>
        <RevisionTable
          revisions={all}
          newest={view.revisionNo}
          restoreWhy={restoreWhy}
          onCompare={(no) => onCompare(Math.max(1, no - 1), no)}
          onRestore={setRestoring}
        />
      </Panel>
      <Panel title="Compare" className="lg:sticky lg:top-4 lg:self-start">
        <div className="flex flex-wrap gap-3 py-2">
          <RevisionChoice
            label="From revision"
            value={earlier}
            revisions={all}
            onChange={(no) => onCompare(no, later)}
          />
          <RevisionChoice
            label="To revision"
            value={later}
            revisions={all}
            onChange={(no) => onCompare(earlier, no)}
          />
        </div>
        <ChangesBetween planId={view.id} from={earlier} to={later} current={view} />
      </Panel>
      {restoring !== null && (
        <ReasonDialog
          title={`Restore revision ${restoring}`}
          description="Its content becomes a new revision on top; nothing is lost."
          verb="Restore as new revision"
          onSay={(why) => onRestore(restoring, why)}
          onClose={() => setRestoring(null)}
        />
      )}
    </div>
  );
}

type ChoiceProps = {
  label: string;
  value: number;
  revisions: readonly RevisionHead[];
  onChange: (no: number) => void;
};

const RevisionChoice = ({ label, value, revisions, onChange }: ChoiceProps) => (
  <Select label={label} value={value} onChange={({ target }) => onChange(Number(target.value))}>
    {revisions.map(({ no, author }) => (
      <option key={no} value={no}>
        {no} · {author}
      </option>
    ))}
  </Select>
);

type TableProps = {
  revisions: readonly RevisionHead[];
  newest: number;
  restoreWhy: string | null;
  onCompare: (no: number) => void;
  onRestore: (no: number) => void;
};

function RevisionTable({ revisions, newest, restoreWhy, onCompare, onRestore }: TableProps) {
  return (
    <Table>
      <caption className="sr-only">Revisions, newest first</caption>
      <TableHead>
        <tr>
          <Heading figures>No.</Heading>
          <Heading>What was done</Heading>
          <Heading>By</Heading>
          <Heading className="hidden md:table-cell">Digest</Heading>
          <Heading figures>When</Heading>
          <Heading>
            <span className="sr-only">Acts</span>
          </Heading>
        </tr>
      </TableHead>
      <TableBody>
        {revisions.map(({ no, why, author, digest, createdAt, restoredFrom }) => (
          <Row key={no}>
            <Cell figures>{no}</Cell>
            <Cell className="w-full max-w-0">
              <span className="line-clamp-2" title={why ?? undefined}>
                {restoredFrom !== null && `Restored revision ${restoredFrom}. `}
                {why ?? (no === 1 ? 'Made' : 'No words were given')}
              </span>
            </Cell>
            <Cell className="whitespace-nowrap">{author}</Cell>
            <Cell className="hidden md:table-cell">
              <CopyId value={digest} name={`digest of revision ${no}`} />
            </Cell>
            <Cell figures className="font-sans">
              <TimeAgo at={createdAt} />
            </Cell>
            <Cell className="whitespace-nowrap text-right">
              {no > 1 && (
                <Button
                  size="small"
                  look="quiet"
                  aria-label={`What revision ${no} changed`}
                  onClick={() => onCompare(no)}
                >
                  Changes
                </Button>
              )}
              {no !== newest && (
                <Button
                  size="small"
                  look="quiet"
                  why={restoreWhy}
                  aria-label={`Restore revision ${no}`}
                  onClick={() => onRestore(no)}
                >
                  Restore…
                </Button>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

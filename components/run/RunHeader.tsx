'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { OddLines } from '@/components/run/OddLines';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { buttonClass } from '@/components/ui/button-class';
import { CopyId } from '@/components/ui/CopyId';
import { Progress } from '@/components/ui/Progress';
import { StateMark } from '@/components/ui/StateMark';
import { Term } from '@/components/ui/Term';
import { formatBytes, formatDuration } from '@/lib/base/time';
import { useWhyNot } from '@/lib/client/use-me';
import type { RunHead } from '@/lib/live/run-head';
import type { RunRow } from '@/lib/live/run-row';
import { isScenario, SCENARIOS } from '@/lib/plan/scenario';
import { type BoardRow, boardProgress } from '@/lib/timeline/board';
import type { Analysis } from '@/lib/upgrade/analysis';
import { paths } from '@/lib/url/paths';

type Props = {
  readonly row: RunRow;
  readonly head: RunHead;
  readonly analysis: Analysis;
  readonly board: readonly BoardRow[];
  readonly onCopyLink: () => void;
  readonly onOpenLine: (line: number) => void;
  /** Stops the rehearsal; undefined where there is nothing to stop. */
  readonly onStop: (() => void) | undefined;
  /** Gives the run a plan, or another one. */
  readonly planAction?: ReactNode;
};

/** Who this run is, how it is, and how far it has come: everything one must see from across the room. */
export function RunHeader({ row, head, analysis, board, onCopyLink, onOpenLine, onStop, planAction }: Props) {
  const progress = boardProgress(board);
  const whyNoStop = useWhyNot('stop-rehearsal');
  return (
    <header className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <StateMark look={head.look} word={head.word} className="text-16" />
        <h1 className="min-w-0 text-20 font-medium break-words" dir="auto">
          {row.title}
        </h1>
        <Badge>{row.kind}</Badge>
        <div className="ml-auto flex items-center gap-2">
          <Button onClick={onCopyLink}>Copy link</Button>
          <a href={paths.api.raw(row.id)} download className={buttonClass()}>
            Download slog
          </a>
          {onStop && (
            <Button look="danger" onClick={onStop} why={whyNoStop}>
              Stop rehearsal
            </Button>
          )}
        </div>
      </div>
      {head.notice && (
        <p className="text-13">
          <StateMark look={head.notice.look} word={head.notice.word} className="mr-2" />
          <span className="text-ink-2">{head.notice.says}</span>
        </p>
      )}
      <PlanLine row={row} action={planAction} />
      <dl className="flex flex-wrap items-end gap-x-6 gap-y-2">
        <Figure name="Elapsed, log time">{formatDuration(head.elapsed)}</Figure>
        <Figure name="Block">{head.blockHeight?.toLocaleString('en') ?? '–'}</Figure>
        <Figure name="Entries/s">{rate(head.linesPerSecond)}</Figure>
        <Figure name="MB/s">
          {head.bytesPerSecond === null ? '–' : (head.bytesPerSecond / 1e6).toFixed(2)}
        </Figure>
        <Figure name="Lines">{analysis.source.lines.toLocaleString('en')}</Figure>
        {progress.planned > 0 && (
          <Figure name="Steps done">
            {progress.done} of {progress.planned}
          </Figure>
        )}
        <Figure name="Received">{formatBytes(head.receivedBytes)}</Figure>
        <OddLines source={analysis.source} onOpenLine={onOpenLine} />
      </dl>
      {head.expectedBytes !== null && head.open && (
        <Progress
          value={head.receivedBytes}
          max={head.expectedBytes}
          label="Received of the announced bytes"
          className="max-w-96"
        />
      )}
    </header>
  );
}

const rate = (perSecond: number | null): string =>
  perSecond === null ? '–' : Math.round(perSecond).toLocaleString('en');

const Figure = ({ name, children }: { name: string; children: ReactNode }) => (
  <div>
    <dt className="text-12 text-ink-3">{name}</dt>
    <dd className="font-mono text-14 tnum">{children}</dd>
  </div>
);

function PlanLine({ row, action }: { row: RunRow; action: ReactNode }) {
  if (row.planId === null || row.planDigest === null)
    return row.scenario === null && action ? (
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-2">
        <span>No plan is named for it: nothing is held against one.</span>
        {action}
      </p>
    ) : null;
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-ink-2">
      <span>
        Plan{' '}
        <Link
          href={paths.plan(row.planId)}
          className="rounded-sm text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink"
        >
          {row.planTitle ?? row.planId}
        </Link>
      </span>
      <span className="inline-flex items-center gap-1.5">
        <Term says="The digest names exactly what this run executed; an approval names the same digest.">
          digest
        </Term>
        <CopyId value={row.planDigest} name="plan digest" />
      </span>
      {row.planApproved === true && <StateMark look="done" word="approved before the start" />}
      {row.planApproved === false && <StateMark look="attention" word="not approved at the start" />}
      {row.scenario !== null && (
        <span title={isScenario(row.scenario) ? SCENARIOS[row.scenario].says : undefined}>
          Scenario: {isScenario(row.scenario) ? SCENARIOS[row.scenario].title : row.scenario}
        </span>
      )}
      {action}
    </p>
  );
}

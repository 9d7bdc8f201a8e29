'use client';

import Link from 'next/link';
import { scenarioTitle } from '@/components/run-list/scenario-title';
import { Badge } from '@/components/ui/Badge';
import { buttonClass } from '@/components/ui/button-class';
import { Progress } from '@/components/ui/Progress';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { formatBytes } from '@/lib/base/time';
import { runLook } from '@/lib/live/run-look';
import type { RunRow } from '@/lib/live/run-row';
import { paths } from '@/lib/url/paths';

/** The runs that are going now, and whether they go well. */
export function RunningNow({ runs, seenAt }: { runs: readonly RunRow[]; seenAt: number }) {
  return (
    <ul className="flex flex-col">
      {runs.map((run) => (
        <RunningRun key={run.id} run={run} seenAt={seenAt} />
      ))}
    </ul>
  );
}

function RunningRun({ run, seenAt }: { run: RunRow; seenAt: number }) {
  const { upgradesDone: done, upgradesPlanned: planned } = run;
  const far = planned === null ? `${done} vats upgraded` : `${done} of ${planned} vats upgraded`;
  return (
    <li className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-baseline gap-x-3 text-16">
          <StateMark {...runLook(run, seenAt)} className="text-14" />
          <Link href={paths.run(run.id)} className="min-w-0 truncate font-medium hover:underline">
            {run.title}
          </Link>
        </p>
        <p className="flex flex-wrap items-center gap-x-4 pt-0.5 text-13 text-ink-2">
          <span className="tnum">{far}</span>
          {run.blockers > 0 && <Badge tone="failed">{run.blockers} blockers</Badge>}
          <span>{scenarioTitle(run.scenario) || run.kind}</span>
          <span className="tnum">{formatBytes(run.receivedBytes)}</span>
          <span>
            {run.lastByteAt === null ? (
              'nothing received yet'
            ) : (
              <>
                last bytes <TimeAgo at={run.lastByteAt} />
              </>
            )}
          </span>
        </p>
        {planned !== null && <Progress value={done} max={planned} label={far} className="mt-2" />}
      </div>
      <Link
        href={paths.run(run.id)}
        className={buttonClass({ look: run.state === 'streaming' ? 'primary' : 'plain', size: 'large' })}
      >
        Watch
      </Link>
    </li>
  );
}

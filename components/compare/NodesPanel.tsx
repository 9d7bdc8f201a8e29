'use client';

import Link from 'next/link';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { counted } from '@/lib/base/words';
import { errorWords } from '@/lib/client/door';
import { useNodes } from '@/lib/client/use-reports';
import type { NodeAgreement } from '@/lib/compare/first-divergence';
import { paths } from '@/lib/url/paths';
import { DEFAULT_RUN_VIEW, formatRunView } from '@/lib/url/view-state';

/** Are two runs of two nodes of one chain the same, crank by crank? Asked for, as it reads both logs. */
export function NodesPanel({ a, b }: { a: string; b: string }) {
  const [asked, setAsked] = useState('');
  const wanted = asked === `${a} ${b}`;
  const { data, error, isFetching, refetch } = useNodes(a, b, wanted);
  return (
    <Panel
      title="Two nodes of one chain"
      note="the first crank that they carried out differently"
      actions={
        <Button
          size="small"
          why={isFetching ? 'Both logs are being read.' : null}
          onClick={() => setAsked(`${a} ${b}`)}
        >
          Compare crank by crank
        </Button>
      }
    >
      {error ? (
        <ErrorState
          what="The logs could not be compared."
          {...errorWords(error)}
          retry={() => void refetch()}
        />
      ) : data ? (
        <Agreement agreement={data} a={a} b={b} />
      ) : isFetching ? (
        <SkeletonRows rows={3} label="Reading both logs" />
      ) : null}
    </Panel>
  );
}

type AgreementProps = { agreement: NodeAgreement; a: string; b: string };

function Agreement({ agreement: { shared, divergence }, a: runA, b: runB }: AgreementProps) {
  if (divergence === null)
    return (
      <Notice look="done">Both did the same in all {counted(shared, 'crank')} that both logs have.</Notice>
    );
  const { crankNum, fields, a, b, rawA, rawB } = divergence;
  return (
    <div className="flex flex-col gap-3 py-2 text-13">
      <Notice look="failed">
        After {counted(shared, 'equal crank')}, crank {crankNum} differs in {fields.join(', ')}.
        {shared === 0 && ' It is the first that both logs have: are they of one chain?'}
      </Notice>
      <div className="grid gap-3 lg:grid-cols-2">
        <Raw name="A" runId={runA} line={a.line} lines={rawA} />
        <Raw name="B" runId={runB} line={b.line} lines={rawB} />
      </div>
    </div>
  );
}

type RawProps = { name: string; runId: string; line: number; lines: readonly string[] };

function Raw({ name, runId, line, lines }: RawProps) {
  return (
    <figure className="min-w-0">
      <figcaption className="pb-1 text-12 text-ink-2">
        {name}, from{' '}
        <Link className="underline" href={paths.run(runId) + formatRunView({ ...DEFAULT_RUN_VIEW, line })}>
          line {line}
        </Link>
      </figcaption>
      <pre className="max-h-96 overflow-auto rounded-md border border-line bg-bg p-2 font-mono text-12">
        {lines.join('\n')}
      </pre>
    </figure>
  );
}

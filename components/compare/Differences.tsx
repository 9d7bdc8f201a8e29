'use client';

import Link from 'next/link';
import { useState } from 'react';
import { CopyId } from '@/components/ui/CopyId';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Toggle } from '@/components/ui/Toggle';
import { counted } from '@/lib/base/words';
import type { AmountDifference } from '@/lib/compare/amounts';
import type { Comparison } from '@/lib/compare/compare-runs';
import { sayAmount } from '@/lib/compare/comparison-markdown';
import type { KindDifference } from '@/lib/compare/kinds';
import { paths } from '@/lib/url/paths';
import { DEFAULT_RUN_VIEW, formatRunView } from '@/lib/url/view-state';

/** What differs in kind, with the line of either run that proves it. `a`, `b`: the first run of either side. */
export function KindTable({ kinds, a, b }: { kinds: readonly KindDifference[]; a: string; b: string }) {
  if (kinds.length === 0)
    return (
      <EmptyState title="No difference in kind">
        Both did the same, in the same order, with the same outcome.
      </EmptyState>
    );
  return (
    <Table>
      <caption className="sr-only">Differences in kind</caption>
      <TableHead>
        <tr>
          <Heading>What</Heading>
          <Heading>Of</Heading>
          <Heading>A</Heading>
          <Heading>B</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {kinds.map((one, i) => (
          <Row key={i}>
            <Cell className="whitespace-nowrap align-top">{one.kind}</Cell>
            <Cell className="max-w-96 align-top [overflow-wrap:anywhere]">{one.subject}</Cell>
            <Cell className="align-top">
              <Side word={one.a} line={one.lineA} runId={a} />
            </Cell>
            <Cell className="align-top">
              <Side word={one.b} line={one.lineB} runId={b} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Side({ word, line, runId }: { word: string; line: number | null; runId: string }) {
  return (
    <>
      {/^b[01]-/.test(word) ? (
        <CopyId value={word} name="bundle" shown={11} />
      ) : (
        <span className="[overflow-wrap:anywhere]">{word}</span>
      )}
      {line !== null && (
        <>
          {' '}
          <Link
            className="whitespace-nowrap text-12 text-ink-3 underline"
            href={paths.run(runId) + formatRunView({ ...DEFAULT_RUN_VIEW, line })}
          >
            line {line}
          </Link>
        </>
      )}
    </>
  );
}

const RATIO = new Intl.NumberFormat('en', { maximumFractionDigits: 2, minimumFractionDigits: 2 });

function AmountTable({ amounts }: { amounts: readonly AmountDifference[] }) {
  return (
    <Table>
      <caption className="sr-only">Differences of amount</caption>
      <TableHead>
        <tr>
          <Heading>What</Heading>
          <Heading figures>A</Heading>
          <Heading figures>B</Heading>
          <Heading figures>B / A</Heading>
        </tr>
      </TableHead>
      <TableBody>
        {amounts.map(({ subject, unit, a, b, ratio, worthAWord }) => (
          <Row key={subject} className={worthAWord ? '' : 'text-ink-3'}>
            <Cell className="[overflow-wrap:anywhere]">{subject}</Cell>
            <Cell figures>{sayAmount(a, unit)}</Cell>
            <Cell figures>{sayAmount(b, unit)}</Cell>
            <Cell figures>{ratio === null ? '–' : RATIO.format(ratio)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

/** First what differs in kind, then how much; what lies within the noise only when it is asked for. */
export function Differences({ comparison, a, b }: { comparison: Comparison; a: string; b: string }) {
  const [all, setAll] = useState(false);
  const worth = comparison.amounts.filter(({ worthAWord }) => worthAWord);
  const shown = all ? comparison.amounts : worth;
  return (
    <div className="flex flex-col gap-6">
      <Panel title="In kind" note={counted(comparison.kinds.length, 'difference')}>
        <KindTable kinds={comparison.kinds} a={a} b={b} />
      </Panel>
      <Panel
        title="How much"
        note={`${worth.length} beyond the noise`}
        actions={<Toggle label="Within the noise as well" checked={all} onChange={setAll} />}
      >
        {shown.length === 0 ? (
          <p className="py-2 text-13 text-ink-2">No difference worth a word.</p>
        ) : (
          <AmountTable amounts={shown} />
        )}
      </Panel>
    </div>
  );
}

'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Term } from '@/components/ui/Term';
import { formatDuration } from '@/lib/base/time';
import type { BoardRow } from '@/lib/timeline/board';
import { countFates, incarnationLabel } from '@/lib/timeline/looks';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

type Props = {
  readonly rows: readonly BoardRow[];
  readonly analysis: Analysis;
  readonly selectedKey: string | null;
  readonly onSelect: (row: BoardRow) => void;
};

export const computronsOf = ({ deliveries }: Upgrade): number | null => {
  const known = deliveries.flatMap(({ computrons }) => (computrons === null ? [] : [computrons]));
  return known.length === 0 ? null : known.reduce((sum, n) => sum + n, 0);
};

/** A board taller than this many rows scrolls by itself: the timeline under it must stay in sight. */
const TALL = 12;
const PAGE = 200;

const number = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en'));

/** Planned steps in plan order, each with what became of it; upgrades that no step names come after them. */
export function StatusBoard({ rows, analysis, selectedKey, onSelect }: Props) {
  const planned = rows.some(({ stepNo }) => stepNo !== null);
  const [shown, setShown] = useState(PAGE);
  return (
    <div className={cn(rows.length > TALL && 'max-h-104 overflow-y-auto')}>
      <Table>
        <TableHead>
          <tr>
            <Heading figures className="w-8">
              Step
            </Heading>
            <Heading className="w-32">State</Heading>
            <Heading>Vat</Heading>
            <Heading className="hidden lg:table-cell">Title</Heading>
            <Heading>
              <Term says="A vat runs as an incarnation; every upgrade that works starts the next one with the new code.">
                Incarnation
              </Term>
            </Heading>
            <Heading figures>Duration</Heading>
            <Heading figures className="hidden sm:table-cell">
              Computrons
            </Heading>
            <Heading figures>
              <Term says="Subscribers whose promises the upgrade cut, and how many asked again.">
                Told / came back
              </Term>
            </Heading>
          </tr>
        </TableHead>
        <TableBody>
          {rows.slice(0, shown).map((row) => (
            <BoardLine
              key={row.key}
              row={row}
              planned={planned}
              upgrade={row.upgradeIndex === null ? undefined : analysis.upgrades[row.upgradeIndex]}
              selected={row.key === selectedKey}
              onSelect={onSelect}
            />
          ))}
        </TableBody>
      </Table>
      {rows.length > shown && (
        <Button className="my-2" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, rows.length - shown)} of {rows.length - shown} more
        </Button>
      )}
    </div>
  );
}

type LineProps = {
  readonly row: BoardRow;
  /** The run has a plan, so that a row without a step is an extra one. */
  readonly planned: boolean;
  readonly upgrade: Upgrade | undefined;
  readonly selected: boolean;
  readonly onSelect: (row: BoardRow) => void;
};

function BoardLine({ row, planned, upgrade, selected, onSelect }: LineProps) {
  const fates = upgrade ? countFates(upgrade) : null;
  const told = fates ? fates['came-back'] + fates['gave-up'] + fates.replaced : 0;
  const hollow = !upgrade && 'text-ink-3';
  return (
    <Row
      data-selected={selected || undefined}
      onClick={() => onSelect(row)}
      className={cn('data-selected:bg-accent-soft', hollow)}
    >
      <Cell figures className="text-ink-3">
        {row.stepNo ?? (planned ? '+' : '')}
      </Cell>
      <Cell>
        <StateMark look={row.look} word={row.word} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <button
          type="button"
          aria-pressed={selected}
          className="rounded-sm font-medium hover:underline"
          onClick={(event) => {
            event.stopPropagation();
            onSelect(row);
          }}
        >
          {row.vat ?? row.title}
        </button>
        {upgrade && <span className="pl-2 font-mono text-12 text-ink-3">{upgrade.vatID}</span>}
      </Cell>
      <Cell className="hidden max-w-64 truncate text-ink-2 lg:table-cell" title={row.title}>
        {row.title}
      </Cell>
      <Cell className="font-mono whitespace-nowrap tnum">{upgrade ? incarnationLabel(upgrade) : '–'}</Cell>
      <Cell figures>{formatDuration(upgrade?.seconds ?? null)}</Cell>
      <Cell figures className="hidden sm:table-cell">
        {number(upgrade ? computronsOf(upgrade) : null)}
      </Cell>
      <Cell figures>{fates ? `${told} / ${fates['came-back']}` : '–'}</Cell>
    </Row>
  );
}

'use client';

import { ArrowDown, ArrowUp } from 'lucide-react';
import { useMemo, useState } from 'react';
import { LineLink } from '@/components/run/LineLink';
import { computronsOf } from '@/components/run/StatusBoard';
import { Button } from '@/components/ui/Button';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { useCopy } from '@/components/ui/use-copy';
import { formatDuration } from '@/lib/base/time';
import { countFates, incarnationLabel, upgradeLook } from '@/lib/timeline/looks';
import { tableText } from '@/lib/timeline/table-text';
import type { UpgradeSeconds } from '@/lib/timeline/upgrade-seconds';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

type Props = {
  readonly analysis: Analysis;
  readonly seconds: readonly UpgradeSeconds[];
  readonly live: boolean;
  readonly selectedIndex: number | null;
  readonly onSelect: (index: number) => void;
  readonly onOpenLine: (line: number) => void;
};

type Item = {
  readonly index: number;
  readonly upgrade: Upgrade;
  readonly seconds: UpgradeSeconds;
  readonly word: string;
  readonly look: ReturnType<typeof upgradeLook>['look'];
  readonly gaveUp: number;
};

type Column = {
  readonly key: string;
  readonly word: string;
  readonly figures: boolean;
  readonly of: (item: Item) => string | number | null;
};

const COLUMNS: readonly Column[] = [
  { key: 'state', word: 'State', figures: false, of: ({ word }) => word },
  { key: 'vat', word: 'Vat', figures: false, of: ({ upgrade }) => upgrade.name ?? upgrade.vatID },
  { key: 'incarnation', word: 'Incarnation', figures: false, of: ({ upgrade }) => upgrade.incarnationBefore },
  { key: 'block', word: 'Block', figures: true, of: ({ upgrade }) => upgrade.blockHeight },
  { key: 'run', word: 'Run', figures: true, of: ({ upgrade }) => upgrade.runNum },
  { key: 'boyd', word: 'bringOutYourDead', figures: true, of: ({ seconds }) => seconds.bringOutYourDead },
  { key: 'start', word: 'startVat', figures: true, of: ({ seconds }) => seconds.startVat },
  { key: 'total', word: 'Total', figures: true, of: ({ seconds }) => seconds.total },
  { key: 'computrons', word: 'Computrons', figures: true, of: ({ upgrade }) => computronsOf(upgrade) },
  { key: 'told', word: 'Told', figures: true, of: ({ upgrade }) => upgrade.severed.length },
  { key: 'gave-up', word: 'Gave up', figures: true, of: ({ gaveUp }) => gaveUp },
  { key: 'line', word: 'Line', figures: true, of: ({ upgrade }) => upgrade.startLine },
];

type Sorting = { readonly key: string; readonly down: boolean };

/** Unknown values come last, whichever way one sorts. */
function compare(a: string | number | null, b: string | number | null, down: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order = typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  return down ? -order : order;
}

/** Every upgrade of the log as a row: the timeline in words and numbers, sortable and easy to copy. */
export function UpgradesTable({ analysis, seconds, live, selectedIndex, onSelect, onOpenLine }: Props) {
  const [sorting, setSorting] = useState<Sorting>({ key: 'line', down: false });
  const items = useMemo(
    () => sortItems(itemsOf(analysis, seconds, live), sorting),
    [analysis, seconds, live, sorting],
  );
  const { copy, said } = useCopy();
  const [shown, setShown] = useState(PAGE);
  return (
    <>
      <div className="flex justify-end py-1">
        <Button look="quiet" size="small" onClick={() => copy(asText(items))}>
          {COPY_WORDS[said ?? 'not yet']}
        </Button>
      </div>
      <Table>
        <TableHead>
          <tr>
            {COLUMNS.map((column) => (
              <SortHeading key={column.key} column={column} sorting={sorting} onSort={setSorting} />
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {items.slice(0, shown).map((item) => (
            <UpgradeRow
              key={item.index}
              item={item}
              selected={item.index === selectedIndex}
              onSelect={onSelect}
              onOpenLine={onOpenLine}
            />
          ))}
        </TableBody>
      </Table>
      {items.length > shown && (
        <Button className="mt-2" onClick={() => setShown(shown + PAGE)}>
          Show {Math.min(PAGE, items.length - shown)} of {items.length - shown} more
        </Button>
      )}
    </>
  );
}

/** A log of many rehearsals has thousands; the copied text has all of them at once. */
const PAGE = 100;

const COPY_WORDS = {
  'not yet': 'Copy as TSV',
  copied: 'Copied',
  failed: 'The browser refuses to copy',
} as const;

/** The table as it is sorted now, with plain numbers (seconds) for a spreadsheet. */
const asText = (items: readonly Item[]): string =>
  tableText(
    COLUMNS.map(({ word }) => word),
    items.map((item) => COLUMNS.map(({ of }) => of(item))),
  );

function itemsOf(analysis: Analysis, seconds: readonly UpgradeSeconds[], live: boolean): Item[] {
  return seconds.flatMap((row) => {
    const upgrade = analysis.upgrades[row.index];
    if (!upgrade) return [];
    const gaveUp = countFates(upgrade)['gave-up'];
    return [{ index: row.index, upgrade, seconds: row, gaveUp, ...upgradeLook(upgrade, analysis, live) }];
  });
}

function sortItems(items: readonly Item[], { key, down }: Sorting): Item[] {
  const column = COLUMNS.find((candidate) => candidate.key === key);
  return column ? [...items].sort((a, b) => compare(column.of(a), column.of(b), down)) : [...items];
}

type SortProps = {
  readonly column: Column;
  readonly sorting: Sorting;
  readonly onSort: (sorting: Sorting) => void;
};

function SortHeading({ column, sorting, onSort }: SortProps) {
  const active = sorting.key === column.key;
  const Arrow = sorting.down ? ArrowDown : ArrowUp;
  return (
    <Heading
      figures={column.figures}
      aria-sort={active ? (sorting.down ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        className="inline-flex items-center gap-1 rounded-sm hover:text-ink"
        onClick={() => onSort({ key: column.key, down: active && !sorting.down })}
      >
        {column.word}
        {active && <Arrow size={12} aria-hidden />}
      </button>
    </Heading>
  );
}

type RowProps = {
  readonly item: Item;
  readonly selected: boolean;
  readonly onSelect: (index: number) => void;
  readonly onOpenLine: (line: number) => void;
};

const figure = (value: number | null): string => (value === null ? '–' : value.toLocaleString('en'));

function UpgradeRow({ item, selected, onSelect, onOpenLine }: RowProps) {
  const { upgrade, seconds, index } = item;
  return (
    <Row
      data-selected={selected || undefined}
      className="data-selected:bg-accent-soft"
      onClick={() => onSelect(index)}
    >
      <Cell>
        <StateMark look={item.look} word={item.word} />
      </Cell>
      <Cell className="whitespace-nowrap">
        <button
          type="button"
          aria-pressed={selected}
          className="rounded-sm font-medium hover:underline"
          onClick={(event) => {
            event.stopPropagation();
            onSelect(index);
          }}
        >
          {upgrade.name ?? upgrade.vatID}
        </button>
        <span className="pl-2 font-mono text-12 text-ink-3">{upgrade.vatID}</span>
      </Cell>
      <Cell className="font-mono whitespace-nowrap tnum">{incarnationLabel(upgrade)}</Cell>
      <Cell figures>{figure(upgrade.blockHeight)}</Cell>
      <Cell figures>{figure(upgrade.runNum)}</Cell>
      <Cell figures>{formatDuration(seconds.bringOutYourDead)}</Cell>
      <Cell figures>{formatDuration(seconds.startVat)}</Cell>
      <Cell figures>{formatDuration(seconds.total)}</Cell>
      <Cell figures>{figure(computronsOf(upgrade))}</Cell>
      <Cell figures>{upgrade.severed.length}</Cell>
      <Cell figures>{item.gaveUp}</Cell>
      <Cell figures>
        <LineLink line={upgrade.startLine} onOpen={onOpenLine} />
      </Cell>
    </Row>
  );
}

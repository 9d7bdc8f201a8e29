'use client';

import type { KeyboardEvent } from 'react';
import { SortHeading } from '@/components/inventory/SortHeading';
import { codeOf, VAT_COLUMNS, type VatColumn, type VatRow } from '@/components/inventory/vat-rows';
import { SOURCE_WORDS, UPGRADABLE_MARKS } from '@/components/inventory/words';
import { CopyId } from '@/components/ui/CopyId';
import { cn } from '@/components/ui/cn';
import { formatCount } from '@/components/ui/count';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { formatBytes } from '@/lib/base/time';

type Props = {
  rows: readonly VatRow[];
  sort: string;
  onSort: (sort: string) => void;
  /** The vat that is looked at. */
  vat: string | null;
  onVat: (vatID: string | null) => void;
};

/** Moves the focus among the vats' buttons: the table is one thing to the arrow keys. */
function moveFocus(event: KeyboardEvent<HTMLTableSectionElement>): void {
  const vats = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-vat]')];
  const at = vats.findIndex((one) => one === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: vats.length - 1,
  };
  const next = vats[places[event.key] ?? -1];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
}

/** The vats of a chain; the arrow keys go from one to the next, Enter opens what is known of it. */
export function VatsTable({ rows, sort, onSort, vat, onVat }: Props) {
  return (
    <Table>
      <caption className="sr-only">Vats that are alive</caption>
      <TableHead>
        <tr>
          {VAT_COLUMNS.map((column) => (
            <SortHeading
              key={column.name}
              name={column.name}
              word={column.word}
              figures={column.figures ?? false}
              sort={sort}
              onSort={onSort}
            />
          ))}
        </tr>
      </TableHead>
      <TableBody onKeyDown={moveFocus}>
        {rows.map((row) => (
          <VatLine key={row.vat.vatID} row={row} chosen={row.vat.vatID === vat} onVat={onVat} />
        ))}
      </TableBody>
    </Table>
  );
}

function VatLine({ row, chosen, onVat }: { row: VatRow; chosen: boolean; onVat: Props['onVat'] }) {
  const { vatID } = row.vat;
  return (
    <Row className={cn(chosen && 'bg-accent-soft hover:bg-accent-soft')}>
      <Cell>
        <button
          type="button"
          data-vat={vatID}
          aria-pressed={chosen}
          onClick={() => onVat(chosen ? null : vatID)}
          className="rounded-sm font-mono text-12 underline decoration-line-strong underline-offset-4 hover:text-accent"
        >
          {vatID}
        </button>
      </Cell>
      {VAT_COLUMNS.slice(1).map((column) => (
        <FactCell key={column.name} column={column} row={row} />
      ))}
    </Row>
  );
}

const sourceOf = ({ fact, word }: VatColumn, { vat }: VatRow): string | undefined => {
  const from = fact === null ? undefined : vat.from[fact];
  return from === undefined ? undefined : `${word}: ${SOURCE_WORDS[from]}`;
};

function FactCell({ column, row }: { column: VatColumn; row: VatRow }) {
  return (
    <Cell
      figures={column.figures ?? false}
      title={sourceOf(column, row)}
      className={cn('whitespace-nowrap', column.name === 'name' && 'min-w-40 max-w-72 truncate')}
    >
      <FactWords column={column} row={row} />
    </Cell>
  );
}

function FactWords({ column, row }: { column: VatColumn; row: VatRow }) {
  const value = column.by(row);
  if (column.name === 'upgradable')
    return (
      <span title={row.reach.reason}>
        <StateMark {...UPGRADABLE_MARKS[row.reach.verdict]} />
      </span>
    );
  const code = codeOf(row.vat);
  if (column.name === 'bundle' && code !== null)
    return <CopyId value={code} name={`bundle of ${row.vat.vatID}`} shown={11} />;
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  return column.bytes ? formatBytes(value) : formatCount(value);
}

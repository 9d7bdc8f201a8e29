'use client';

import { type ReactNode, useMemo, useRef } from 'react';
import { EndedTable } from '@/components/inventory/EndedTable';
import { sortRows } from '@/components/inventory/sort-rows';
import { VatDetail } from '@/components/inventory/VatDetail';
import { VatsTable } from '@/components/inventory/VatsTable';
import { filterVats, VAT_COLUMNS, type VatRow, vatsAsTsv } from '@/components/inventory/vat-rows';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterField } from '@/components/ui/TextField';
import { useCopy } from '@/components/ui/use-copy';
import { type Action, useActions } from '@/lib/client/actions';
import type { Inventory } from '@/lib/inventory/inventory';
import type { InventoryPageView } from '@/lib/url/inventory-page-view';

export type InventoryTabProps = {
  inventory: Inventory;
  rows: readonly VatRow[];
  shown: InventoryPageView;
  show: (part: Partial<InventoryPageView>) => void;
};

/** Every vat, sorted and filtered as the address says, with one of them looked at; then those that ended. */
export function VatsTab({
  inventory,
  rows,
  shown,
  show,
  download,
}: InventoryTabProps & { download: ReactNode }) {
  const { filter, sort, vat } = shown;
  const seen = useMemo(() => sortRows(filterVats(rows, filter), VAT_COLUMNS, sort), [rows, filter, sort]);
  const chosen = rows.find((row) => row.vat.vatID === vat);
  return (
    <div className="flex flex-col gap-8">
      <div>
        <div className="flex flex-wrap items-center gap-3 pb-2">
          <VatFilter filter={filter} onFilter={(text) => show({ filter: text })} />
          <span className="text-12 tnum text-ink-3" aria-live="polite">
            {seen.length === rows.length ? `${rows.length} vats` : `${seen.length} of ${rows.length} vats`}
          </span>
          <span className="ml-auto flex gap-2">
            <CopyTsv rows={seen} />
            {download}
          </span>
        </div>
        <div
          className={chosen ? 'grid items-start gap-x-8 gap-y-5 xl:grid-cols-[minmax(0,1fr)_26rem]' : 'grid'}
        >
          {chosen && (
            <aside className="min-w-0 xl:sticky xl:top-4 xl:order-2 xl:max-h-[calc(100dvh-2rem)] xl:overflow-y-auto">
              <VatDetail row={chosen} onVat={(vatID) => show({ vat: vatID })} />
            </aside>
          )}
          {seen.length > 0 ? (
            <VatsTable
              rows={seen}
              sort={sort}
              onSort={(by) => show({ sort: by })}
              vat={vat}
              onVat={(vatID) => show({ vat: vatID })}
            />
          ) : (
            <EmptyState title={rows.length === 0 ? 'No vat is alive in it' : `No vat matches “${filter}”.`}>
              {rows.length > 0 &&
                'The filter looks at id, name, bundle, worker, “critical”, “upgradable:yes” and the reason.'}
            </EmptyState>
          )}
        </div>
      </div>
      <EndedTable vats={inventory.terminated} />
    </div>
  );
}

function VatFilter({ filter, onFilter }: { filter: string; onFilter: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const actions = useMemo(
    (): Action[] => [
      {
        id: 'filter-vats',
        title: 'Filter the vats',
        group: 'This page',
        shortcut: 'filter',
        run: () => field.current?.focus(),
      },
    ],
    [],
  );
  useActions(actions);
  return (
    <FilterField
      ref={field}
      label="Filter the vats"
      value={filter}
      onChange={({ target }) => onFilter(target.value)}
    />
  );
}

function CopyTsv({ rows }: { rows: readonly VatRow[] }) {
  const { copy, said } = useCopy();
  return (
    <Button size="small" onClick={() => copy(vatsAsTsv(rows))}>
      {said === 'copied' ? 'Copied' : said === 'failed' ? 'Could not copy' : 'Copy as TSV'}
    </Button>
  );
}

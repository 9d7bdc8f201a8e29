'use client';

import type { InventorySource, Wanted } from '@/components/plan/use-inventory-source';
import { Notice } from '@/components/ui/Notice';
import { RadioList } from '@/components/ui/RadioList';
import { Select } from '@/components/ui/Select';
import { errorWords } from '@/lib/client/door';

const WANTS: readonly { value: Wanted; title: string; says: string }[] = [
  {
    value: 'behind',
    title: 'Vats that are behind',
    says: 'What a branch builds, given on the inventory’s page, is newer.',
  },
  { value: 'upgradable', title: 'Every upgradable vat', says: 'Bundles are filled in later.' },
];

type Props = { source: InventorySource; onChosen: (chainId: string | null) => void };

/** An inventory, and which of its vats become steps. */
export function InventoryFields({ source, onChosen }: Props) {
  const { rows, id, choose, want, setWant, counts, error } = source;
  const take = (chosen: string | null) => {
    choose(chosen);
    onChosen(rows.find((row) => row.id === chosen)?.chainId ?? null);
  };
  return (
    <div className="flex flex-col gap-3">
      <Select label="Inventory" value={id ?? ''} onChange={({ target }) => take(target.value || null)}>
        <option value="">{rows.length === 0 ? 'There is no inventory yet' : 'Choose an inventory'}</option>
        {rows.map(({ id: one, label }) => (
          <option key={one} value={one}>
            {label}
          </option>
        ))}
      </Select>
      <RadioList
        label="Which vats"
        value={want}
        onChange={setWant}
        options={WANTS.map((one) => ({ ...one, title: titled(one.title, counts[one.value]) }))}
      />
      {error !== null && error !== undefined && (
        <Notice look="failed" alert>
          {errorWords(error).where} {errorWords(error).todo}
        </Notice>
      )}
    </div>
  );
}

const titled = (title: string, count: number | null): string =>
  count === null ? title : `${title} (${count})`;

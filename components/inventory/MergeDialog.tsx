'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { formatCount } from '@/components/ui/count';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { Select } from '@/components/ui/Select';
import { errorWords } from '@/lib/client/door';
import { useInventories, useMergeInventories } from '@/lib/client/use-inventories';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { paths } from '@/lib/url/paths';

/** Makes a new inventory of this one and another: what a store knows, and what a slog or a vat map adds. */
export function MergeDialog({ row, onClose }: { row: InventoryRow; onClose: () => void }) {
  const { data: all = [] } = useInventories();
  const others = all.filter(({ id, state }) => id !== row.id && state === 'ready');
  const [chosen, setChosen] = useState('');
  const merge = useMergeInventories(row.id);
  const router = useRouter();
  const other = others.find(({ id }) => id === chosen);
  const why = !other ? 'Choose an inventory.' : merge.isPending ? 'It is being made.' : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why !== null || !other) return;
    const label = `${row.label} + ${other.label}`.slice(0, 200);
    merge.mutate({ other: other.id, label }, { onSuccess: ({ id }) => router.push(paths.inventory(id)) });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Merge with another"
      description={`A new inventory is made: the word of “${row.label}” counts, the other adds what it does not know, each fact with its source. Where both know and differ, a note says so. Both stay as they are.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" type="submit" form="merge-inventories" why={why}>
            Make inventory
          </Button>
        </>
      }
    >
      <form id="merge-inventories" onSubmit={submit} className="flex flex-col gap-3 pb-2">
        <Select label="The other" value={chosen} onChange={({ target }) => setChosen(target.value)}>
          <option value="">
            {others.length === 0 ? 'There is no other inventory' : 'Choose an inventory'}
          </option>
          {others.map(({ id, label, height }) => (
            <option key={id} value={id}>
              {label}
              {height === null ? '' : ` · height ${formatCount(height)}`}
            </option>
          ))}
        </Select>
        {merge.error && (
          <Notice look="failed" alert>
            {errorWords(merge.error).where} {errorWords(merge.error).todo}
          </Notice>
        )}
      </form>
    </Dialog>
  );
}

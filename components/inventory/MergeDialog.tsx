'use client';

import { useRouter } from 'next/navigation';
import { ChooseDialog } from '@/components/inventory/ChooseDialog';
import { formatCount } from '@/components/ui/count';
import { useInventories, useMergeInventories } from '@/lib/client/use-inventories';
import type { InventoryRow } from '@/lib/inventory/inventory-view';
import { paths } from '@/lib/url/paths';

/** Makes a new inventory of this one and another: what a store knows, and what a slog or a vat map adds. */
export function MergeDialog({ row, onClose }: { row: InventoryRow; onClose: () => void }) {
  const { data: all = [] } = useInventories();
  const others = all.filter(({ id, state }) => id !== row.id && state === 'ready');
  const merge = useMergeInventories(row.id);
  const router = useRouter();
  const make = (other: string) => {
    const name = others.find(({ id }) => id === other)?.label ?? '';
    const label = `${row.label} + ${name}`.slice(0, 200);
    merge.mutate({ other, label }, { onSuccess: ({ id }) => router.push(paths.inventory(id)) });
  };
  return (
    <ChooseDialog
      title="Merge with another"
      description={`A new inventory is made: the word of “${row.label}” counts, the other adds what it does not know, each fact with its source. Where both know and differ, a note says so. Both stay as they are.`}
      label="The other"
      one="an inventory"
      none="There is no other inventory"
      options={others.map(({ id, label, height }) => ({
        id,
        words: height === null ? label : `${label} · height ${formatCount(height)}`,
      }))}
      making={merge}
      onMake={make}
      onClose={onClose}
    />
  );
}

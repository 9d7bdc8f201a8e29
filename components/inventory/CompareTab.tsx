'use client';

import { formatCount } from '@/components/ui/count';
import { EmptyState } from '@/components/ui/EmptyState';
import { ErrorState } from '@/components/ui/ErrorState';
import { Panel } from '@/components/ui/Panel';
import { Select } from '@/components/ui/Select';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { counted } from '@/lib/base/words';
import { errorWords } from '@/lib/client/door';
import { useInventories, useInventoryChanges } from '@/lib/client/use-inventories';
import { type InventoryChange, sayInventoryChange } from '@/lib/inventory/compare-inventories';

type Props = { id: string; other: string | null; onOther: (id: string | null) => void };

const GROUPS: readonly (readonly [title: string, kinds: readonly InventoryChange['kind'][]])[] = [
  ['The chain', ['chain']],
  ['Added and replaced', ['added', 'replaced', 'revived']],
  ['Ended and gone', ['terminated', 'vanished', 'deleted']],
  ['Incarnations, bundles and other facts', ['fact']],
];

/** What is different from an inventory taken before: vats that came and went, what was upgraded. */
export function CompareTab({ id, other, onOther }: Props) {
  const { data: all = [] } = useInventories();
  const others = all.filter((one) => one.id !== id && one.state === 'ready');
  return (
    <div className="flex flex-col gap-5">
      <Select
        label="Before: compare with"
        value={other ?? ''}
        onChange={({ target }) => onOther(target.value || null)}
        className="max-w-md"
      >
        <option value="">
          {others.length === 0 ? 'There is no other inventory' : 'Choose an inventory'}
        </option>
        {others.map((one) => (
          <option key={one.id} value={one.id}>
            {one.label}
            {one.height === null ? '' : ` · height ${formatCount(one.height)}`}
          </option>
        ))}
      </Select>
      {other === null ? (
        <EmptyState title="Nothing compared yet">
          Choose an inventory that was taken before this one: vats that were added, replaced or ended, and
          bundles and incarnations that changed, will be here in words.
        </EmptyState>
      ) : (
        <Changes id={id} other={other} />
      )}
    </div>
  );
}

function Changes({ id, other }: { id: string; other: string }) {
  const compared = useInventoryChanges(id, other);
  if (compared.isPending) return <SkeletonRows rows={4} label="Comparing" />;
  if (!compared.data)
    return (
      <ErrorState
        what="The two could not be compared."
        {...errorWords(compared.error)}
        retry={() => void compared.refetch()}
      />
    );
  const { changes } = compared.data;
  if (changes.length === 0)
    return (
      <EmptyState title="No difference">
        The same vats with the same bundles and incarnations. Transcripts, sizes and promises change with
        every block and are not compared.
      </EmptyState>
    );
  return GROUPS.map(([title, kinds]) => {
    const rows = changes.filter(({ kind }) => kinds.includes(kind));
    if (rows.length === 0) return null;
    return (
      <Panel key={title} title={title} note={counted(rows.length, 'change')}>
        <ul className="text-13">
          {rows.map((change, at) => (
            <li key={at} className="border-b border-line py-1 [overflow-wrap:anywhere]">
              {sayInventoryChange(change)}
            </li>
          ))}
        </ul>
      </Panel>
    );
  });
}

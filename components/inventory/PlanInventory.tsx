'use client';

import Link from 'next/link';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { Select } from '@/components/ui/Select';
import { errorWords } from '@/lib/client/door';
import { useChooseInventory, useInventories } from '@/lib/client/use-inventories';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

type Props = {
  view: Pick<PlanView, 'id' | 'inventory'>;
  /** Why it may not be changed. */
  why: string | null;
};

/** Which inventory a plan is checked against. It is no part of what is approved. */
export function PlanInventory({ view, why }: Props) {
  const { inventory } = view;
  const { data: all = [] } = useInventories();
  const choose = useChooseInventory(view.id);
  const ready = all.filter(({ id, state }) => state === 'ready' || id === inventory?.id);
  return (
    <Panel
      title="Inventory"
      actions={
        inventory && (
          <Link className="text-12 underline underline-offset-4" href={paths.inventory(inventory.id)}>
            Open inventory
          </Link>
        )
      }
    >
      <div className="flex flex-col gap-2 py-2 text-13">
        {why === null ? (
          <Select
            label="Checked against"
            value={inventory?.id ?? ''}
            disabled={choose.isPending}
            onChange={({ target }) => choose.mutate(target.value || null)}
          >
            <option value="">{ready.length === 0 ? 'none: there is no inventory yet' : 'none'}</option>
            {ready.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </Select>
        ) : (
          <p>
            Checked against{' '}
            {inventory ? <span className="font-medium">{inventory.label}</span> : 'no inventory'}.{' '}
            <span className="text-ink-3">{why}</span>
          </p>
        )}
        {!inventory && (
          <p className="text-12 text-ink-3">
            With the inventory of the chain, the checks know its vats, and who is severed by each step is
            shown below.
          </p>
        )}
        {choose.error && (
          <Notice look="failed" alert>
            {errorWords(choose.error).where} {errorWords(choose.error).todo}
          </Notice>
        )}
      </div>
    </Panel>
  );
}

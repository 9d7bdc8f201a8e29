'use client';

import { PageTabs } from '@/components/ui/PageTabs';
import type { Inventory } from '@/lib/inventory/inventory';
import type { InventoryTab } from '@/lib/url/inventory-page-view';

type Props = { tab: InventoryTab; inventory: Inventory; onTab: (tab: InventoryTab) => void };

/** The parts of an inventory's page; each is a link of its own. */
export function InventoryTabs({ tab, inventory, onTab }: Props) {
  const tabs: readonly (readonly [InventoryTab, string, number | null])[] = [
    ['vats', 'Vats', inventory.vats.length],
    ['drift', 'Drift', null],
    ['blast', 'Blast radius', null],
    ['compare', 'Compare', null],
    ['notes', 'Sources and notes', inventory.notes.length || null],
  ];
  return <PageTabs label="Parts of the inventory" tab={tab} tabs={tabs} onTab={onTab} />;
}

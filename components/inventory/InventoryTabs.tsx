'use client';

import { cn } from '@/components/ui/cn';
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
  return (
    <nav
      aria-label="Parts of the inventory"
      className="-mx-4 mb-4 flex overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      {tabs.map(([name, word, count]) => (
        <button
          key={name}
          type="button"
          aria-current={name === tab ? 'page' : undefined}
          onClick={() => onTab(name)}
          className={cn(
            'flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-13 text-ink-2 hover:text-ink',
            name === tab && 'border-accent text-ink',
          )}
        >
          {word}
          {count !== null && <span className="text-12 tnum text-ink-3">{count}</span>}
        </button>
      ))}
    </nav>
  );
}

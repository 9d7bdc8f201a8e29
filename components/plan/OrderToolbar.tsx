'use client';

import { Plus, Redo2, Undo2 } from 'lucide-react';
import type { OrderPanelState } from '@/components/plan/use-order-panel';
import { Button } from '@/components/ui/Button';

/** What can be done with the order as a whole, or with all that is selected. */
export function OrderToolbar({ panel, why }: { panel: OrderPanelState; why: string | null }) {
  const { chosen, undoWhy, redoWhy, undo, redo, open } = panel;
  return (
    <>
      {chosen.length > 1 && (
        <>
          <span className="text-12 tnum text-ink-2">{chosen.length} selected</span>
          <Button size="small" why={why ?? panel.mergeWhy} onClick={panel.mergeChosen}>
            Merge
          </Button>
          <Button size="small" why={why} onClick={() => open({ what: 'position', ids: chosen })}>
            Move to…
          </Button>
          <Button size="small" why={why} onClick={() => panel.remove(chosen)}>
            Remove
          </Button>
        </>
      )}
      <Button look="quiet" size="icon" aria-label="Undo" why={undoWhy} onClick={undo}>
        <Undo2 size={15} aria-hidden />
      </Button>
      <Button look="quiet" size="icon" aria-label="Redo" why={redoWhy} onClick={redo}>
        <Redo2 size={15} aria-hidden />
      </Button>
      <Button why={why} onClick={() => open({ what: 'order' })}>
        Order for me…
      </Button>
      <Button why={why} onClick={() => open({ what: 'add', at: null })}>
        <Plus size={14} aria-hidden /> Add step
      </Button>
    </>
  );
}

'use client';

import { Redo2, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { SaveState, SaveTrouble } from '@/components/plan/SaveState';
import { StepOrder } from '@/components/plan/StepOrder';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Panel } from '@/components/ui/Panel';
import { Term } from '@/components/ui/Term';
import { mayPlan } from '@/lib/approval/may';
import { type Action, useActions } from '@/lib/client/actions';
import type { PlanOrder } from '@/lib/client/plan-order/use-plan-order';

const ONE_BY_ONE =
  'Each step is a core eval in a run of its own, so that everyone who depends on a vat hears of its upgrade before the next begins.';

/** Why the order cannot be changed; null when it can. */
function editWhy(view: PlanOrder['view']): string | null {
  const may = mayPlan('edit', view);
  return may.ok ? null : may.reason;
}

/** The sequence of a plan with undo, redo and the state of its saving. */
export function OrderPanel({ order }: { order: PlanOrder }) {
  const { undo, redo, tell, steps, view } = order;
  const undoWhy = undo.length === 0 ? 'There is no move to undo.' : null;
  const redoWhy = redo.length === 0 ? 'There is no move to redo.' : null;
  const actions = useMemo(
    (): Action[] => [
      action('undo', 'Undo the last move', undoWhy, () => tell({ type: 'undone' })),
      action('redo', 'Redo the move', redoWhy, () => tell({ type: 'redone' })),
    ],
    [tell, undoWhy, redoWhy],
  );
  useActions(actions);
  const buttons = (
    <>
      <Button
        look="quiet"
        size="icon"
        aria-label="Undo"
        why={undoWhy}
        onClick={() => tell({ type: 'undone' })}
      >
        <Undo2 size={15} aria-hidden />
      </Button>
      <Button
        look="quiet"
        size="icon"
        aria-label="Redo"
        why={redoWhy}
        onClick={() => tell({ type: 'redone' })}
      >
        <Redo2 size={15} aria-hidden />
      </Button>
    </>
  );
  return (
    <Panel
      title="Steps"
      note={
        <span className="flex flex-wrap items-center gap-x-3">
          <Term says={ONE_BY_ONE}>{steps.length} in order</Term>
          <SaveState order={order} />
        </span>
      }
      actions={buttons}
    >
      <SaveTrouble order={order} />
      {steps.length === 0 ? (
        <EmptyState title="This plan has no steps.">
          It upgrades nothing, so there is nothing to order.
        </EmptyState>
      ) : (
        <StepOrder steps={steps} onMove={(move) => tell({ type: 'moved', move })} why={editWhy(view)} />
      )}
    </Panel>
  );
}

const action = (name: 'undo' | 'redo', title: string, why: string | null, run: () => void): Action => ({
  id: name,
  title,
  group: 'This page',
  shortcut: name,
  why,
  run,
});

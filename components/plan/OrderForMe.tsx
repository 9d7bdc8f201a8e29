'use client';

import { ChangeList } from '@/components/plan/ChangeList';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { diffPlans } from '@/lib/plan/diff';
import { orderForMe } from '@/lib/plan/order';
import type { Plan, Step } from '@/lib/plan/plan';

type Props = { plan: Plan; onApply: (steps: readonly Step[]) => void; onClose: () => void };

/** Shows what a topological order would move before anything moves; a cycle is shown as the loop that it is. */
export function OrderForMe({ plan, onApply, onClose }: Props) {
  const ordered = orderForMe(plan);
  const changes = ordered.ok ? diffPlans(plan, { ...plan, steps: ordered.value }) : [];
  const why = ordered.ok ? (changes.length === 0 ? 'Nothing has to move.' : null) : 'A loop has no order.';
  const apply = () => {
    if (ordered.ok) onApply(ordered.value);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Order for me"
      description="Puts every step behind what it depends on. Where the rules leave a choice, your order stays."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" why={why} onClick={apply}>
            Apply this order
          </Button>
        </>
      }
    >
      {!ordered.ok && <Loop names={ordered.error.loop} />}
      {ordered.ok && changes.length === 0 && (
        <p className="pb-2 text-13 text-ink-2">The order already keeps every rule that speaks about order.</p>
      )}
      {changes.length > 0 && <ChangeList changes={changes} label="What would move" />}
    </Dialog>
  );
}

function Loop({ names }: { names: readonly string[] }) {
  const [first] = names;
  const closed = first !== undefined && names.at(-1) !== first ? [...names, first] : names;
  return (
    <Notice look="failed" alert className="border-y-0">
      <p>These steps wait for each other in a circle, so that no order keeps every rule:</p>
      <p className="font-medium">{closed.join(' → ')}</p>
      <p className="text-ink-2">Remove or weaken one of the plan’s own rules, or merge two of the steps.</p>
    </Notice>
  );
}

'use client';

import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Notice } from '@/components/ui/Notice';
import { diffPlans, type PlanChange } from '@/lib/plan/diff';
import { orderForMe } from '@/lib/plan/order';
import type { Plan, Step } from '@/lib/plan/plan';
import type { PlanFacts } from '@/lib/plan/rules/rule';

type Props = { plan: Plan; facts: PlanFacts; onApply: (steps: readonly Step[]) => void; onClose: () => void };

/** Shows what a topological order would move before anything moves; a cycle is shown as the loop that it is. */
export function OrderForMe({ plan, facts, onApply, onClose }: Props) {
  const ordered = orderForMe(plan, facts);
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
      {ordered.ok && changes.length > 0 && <Moves changes={changes} steps={ordered.value} />}
    </Dialog>
  );
}

/** What moves, and to before which step: its number alone may stay the same while others pass it. */
function Moves({ changes, steps }: { changes: readonly PlanChange[]; steps: readonly Step[] }) {
  return (
    <ul aria-label="What would move" className="pb-2 text-13">
      {changes.map((change) =>
        change.type === 'moved' ? (
          <li key={change.step.id} className="border-b border-line py-1 last:border-0">
            <span className="font-medium">{change.step.title}</span>{' '}
            <span className="text-ink-2">
              from position <span className="tnum">{change.from + 1}</span> to{' '}
              <span className="tnum">{change.to + 1}</span>, {besideWords(steps, change.to)}
            </span>
          </li>
        ) : null,
      )}
    </ul>
  );
}

function besideWords(steps: readonly Step[], at: number): string {
  const next = steps[at + 1];
  return next ? `before ${next.title}` : 'as the last';
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

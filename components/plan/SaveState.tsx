'use client';

import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { StateMark } from '@/components/ui/StateMark';
import { errorWords } from '@/lib/client/door';
import type { PlanOrder } from '@/lib/client/plan-order/use-plan-order';

/** Whether what is shown is saved, beside the heading of the order. */
export function SaveState({ order }: { order: PlanOrder }) {
  const { pending, view, failure } = order;
  const words =
    failure !== null ? 'not saved' : pending.length > 0 ? 'saving…' : `saved · revision ${view.revisionNo}`;
  return (
    <output className="tnum text-12 text-ink-3" aria-live="off">
      {failure === null ? words : <StateMark look="failed" word={words} />}
    </output>
  );
}

/** What stands between the reader and a saved order: somebody was faster, or the server did not take it. */
export function SaveTrouble({ order }: { order: PlanOrder }) {
  if (order.failure !== null) return <NotSaved order={order} />;
  if (order.conflict) return <Overtaken order={order} />;
  return null;
}

function NotSaved({ order }: { order: PlanOrder }) {
  const { where, todo } = errorWords(order.failure);
  const actions = (
    <>
      <Button onClick={() => order.tell({ type: 'given up' })}>Discard {moves(order.pending.length)}</Button>
      <Button look="primary" onClick={() => order.tell({ type: 'retried' })}>
        Save again
      </Button>
    </>
  );
  return (
    <Notice look="failed" alert actions={actions} className="border-t-0">
      <p>The order below is not saved. {where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}

const moves = (count: number): string => (count === 1 ? 'my move' : `my ${count} moves`);

function Overtaken({ order }: { order: PlanOrder }) {
  const lost = order.conflict ?? [];
  const titleOf = (stepId: string) => order.view.plan.steps.find(({ id }) => id === stepId)?.title ?? stepId;
  const actions = (
    <>
      <Button onClick={() => order.tell({ type: 'given up' })}>Keep theirs</Button>
      <Button look="primary" onClick={() => order.tell({ type: 'reapplied' })}>
        Reapply {moves(lost.length)}
      </Button>
    </>
  );
  return (
    <Notice look="attention" alert actions={actions} className="border-t-0">
      <p>
        Somebody saved another order first; it is shown below as revision {order.view.revisionNo}. Not saved
        of yours:
      </p>
      <ul className="text-ink-2">
        {lost.map(({ stepId, to }, index) => (
          <li key={`${index}${stepId}`}>
            {titleOf(stepId)} to position {to + 1}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

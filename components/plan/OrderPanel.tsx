'use client';

import { OrderDialogs } from '@/components/plan/OrderDialogs';
import { OrderToolbar } from '@/components/plan/OrderToolbar';
import { SaveState, SaveTrouble } from '@/components/plan/SaveState';
import { StepList } from '@/components/plan/StepList';
import { type OrderPanelProps, useOrderPanel } from '@/components/plan/use-order-panel';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { Term } from '@/components/ui/Term';
import type { Violation } from '@/lib/plan/violation';

const ONE_BY_ONE =
  'Each step is a core eval in a run of its own, so that everyone who depends on a vat hears of its upgrade before the next begins.';

/** The sequence of a plan: moved, edited, undone; what the last change broke; and the state of its saving. */
export function OrderPanel(props: OrderPanelProps) {
  const { edits, comments, why } = props;
  const panel = useOrderPanel(props);
  const { steps } = edits.plan;
  const proposals = steps.reduce((sum, step) => sum + step.proposals.length, 0);
  return (
    <Panel
      title="Steps"
      note={
        <span className="flex flex-wrap items-center gap-x-3">
          <Term says={ONE_BY_ONE}>{steps.length} in order</Term>
          {proposals !== steps.length && <span className="tnum">{proposals} proposals</span>}
          <SaveState edits={edits} />
        </span>
      }
      actions={<OrderToolbar panel={panel} why={why} />}
    >
      <SaveTrouble edits={edits} />
      <JustBroken broken={panel.broken} undo={() => edits.tell({ type: 'undone' })} />
      {steps.length === 0 ? (
        <EmptyState
          title="This plan has no steps."
          action={
            <Button look="primary" why={why} onClick={() => panel.open({ what: 'add', at: 0 })}>
              Add a step
            </Button>
          }
        >
          A step is a core eval in a run of its own, or something that is not code, such as waiting for an
          oracle.
        </EmptyState>
      ) : (
        <StepList
          steps={steps}
          selection={panel.selection}
          onSelect={panel.select}
          onMove={panel.move}
          onMoveProposal={panel.moveProposal}
          onRemove={panel.remove}
          acts={{ onAct: panel.act }}
          marks={panel.marks}
          comments={comments}
          wouldBreak={panel.wouldBreak}
          wouldBreakWith={panel.wouldBreakWith}
          why={why}
        />
      )}
      <OrderDialogs panel={panel} {...props} />
    </Panel>
  );
}

const SHOWN = 3;

/** The rules that the last change broke, in their words, beside the way back. */
function JustBroken({ broken, undo }: { broken: readonly Violation[]; undo: () => void }) {
  if (broken.length === 0) return null;
  const hard = broken.some(({ strength }) => strength === 'hard');
  return (
    <Notice
      look={hard ? 'failed' : 'attention'}
      className="border-t-0"
      actions={
        <Button size="small" onClick={undo}>
          Undo it
        </Button>
      }
    >
      <p>
        Your last change breaks {broken.length === 1 ? 'a rule' : `${broken.length} rules`}
        {hard ? '' : ' that the plan may break'}:
      </p>
      <ul className="text-ink-2">
        {broken.slice(0, SHOWN).map(({ key, message, reason }) => (
          <li key={key}>
            {message} <span className="text-ink-3">{reason}</span>
          </li>
        ))}
      </ul>
      {broken.length > SHOWN && <p className="text-ink-3">and {broken.length - SHOWN} more in the checks.</p>}
    </Notice>
  );
}

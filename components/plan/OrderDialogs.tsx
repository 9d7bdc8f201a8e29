'use client';

import { CommentsDialog } from '@/components/plan/CommentsDialog';
import { MoveDialog, MoveProposalDialog } from '@/components/plan/MoveDialog';
import { OrderForMe } from '@/components/plan/OrderForMe';
import { placeOf } from '@/components/plan/places';
import { nameGroup } from '@/components/plan/row-keys';
import { StepDialog } from '@/components/plan/StepDialog';
import { only } from '@/components/plan/selection';
import { shortModule } from '@/components/plan/short-module';
import type { OpenDialog, OrderPanelProps, OrderPanelState } from '@/components/plan/use-order-panel';
import { assertNever } from '@/lib/base/assert';
import { newStepId } from '@/lib/client/plan-order/use-plan-edits';
import type { StepPatch } from '@/lib/plan/edit';
import type { Step } from '@/lib/plan/plan';

type Props = OrderPanelProps & { panel: OrderPanelState };

/** The dialog that is open, if one is; it is made when it opens, so that what it shows is of now. */
export function OrderDialogs(props: Props) {
  const { dialog } = props.panel;
  return dialog && <OneDialog {...props} dialog={dialog} />;
}

function OneDialog({ panel, edits, facts, commentWhy, dialog }: Props & { dialog: OpenDialog }) {
  const { plan, edit, view } = edits;
  const { steps } = plan;
  const order = steps.map(({ id }) => id);
  const onClose = () => panel.open(null);
  const stepOf = (id: string) => steps.find((step) => step.id === id) ?? null;
  const titleOf = (id: string) => stepOf(id)?.title ?? id;
  switch (dialog.what) {
    case 'add':
      return (
        <StepDialog
          step={null}
          newId={newStepId}
          onClose={onClose}
          onSave={(step) => {
            edit({ type: 'add-step', step, to: dialog.at ?? steps.length });
            panel.select(only(step.id));
          }}
        />
      );
    case 'edit':
      return (
        <StepDialog
          step={stepOf(dialog.stepId)}
          newId={newStepId}
          onClose={onClose}
          onSave={(step) => edit({ type: 'change-step', stepId: dialog.stepId, patch: patchOf(step) })}
        />
      );
    case 'position':
      return (
        <MoveDialog
          name={nameGroup(dialog.ids, titleOf)}
          from={placeOf(order, dialog.ids)}
          last={steps.length - dialog.ids.length}
          onMove={(to) => panel.move({ ids: dialog.ids, to })}
          onClose={onClose}
        />
      );
    case 'proposal':
      return (
        <MoveProposalDialog
          module={shortModule(stepOf(dialog.stepId)?.proposals[dialog.at]?.module ?? '')}
          stepId={dialog.stepId}
          steps={steps}
          onMove={(into) =>
            panel.moveProposal({
              from: { stepId: dialog.stepId, index: dialog.at },
              to: { stepId: into, index: stepOf(into)?.proposals.length ?? 0 },
            })
          }
          onClose={onClose}
        />
      );
    case 'comments':
      return (
        <CommentsDialog
          planId={view.id}
          stepId={dialog.stepId}
          title={titleOf(dialog.stepId)}
          why={commentWhy}
          onClose={onClose}
        />
      );
    case 'order':
      return (
        <OrderForMe
          plan={plan}
          facts={facts}
          onClose={onClose}
          onApply={(ordered) => edit({ type: 'order-steps', stepIds: ordered.map(({ id }) => id) })}
        />
      );
    default:
      return assertNever(dialog);
  }
}

/** Everything of a step but what it is called by, and its kind, which never changes. */
function patchOf(step: Step): StepPatch {
  const { id: _id, kind: _kind, ...patch } = step;
  return patch;
}

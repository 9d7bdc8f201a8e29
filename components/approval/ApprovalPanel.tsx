'use client';

import { useMemo, useState } from 'react';
import { ApprovalRow } from '@/components/approval/ApprovalRow';
import { type ApprovalAct, approvalWhy, ownDecision } from '@/components/approval/approval-why';
import { DeclineDialog } from '@/components/approval/DeclineDialog';
import { Button } from '@/components/ui/Button';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { StateMark } from '@/components/ui/StateMark';
import { type Action, useActions } from '@/lib/client/actions';
import { errorWords } from '@/lib/client/door';
import { planLook } from '@/lib/plan/plan-look';
import type { PlanView } from '@/lib/plan/plan-view';

type Props = {
  view: PlanView;
  /** Who is reading. */
  actor: string;
  /** The order on the page differs from the saved one. */
  unsaved: boolean;
  busy: boolean;
  error: unknown;
  onDecide: (decision: { digest: string; decision: 'approve' | 'decline'; reason?: string }) => void;
  onWithdraw: () => void;
};

/** Who said what to exactly this plan, and the reader's own say. Older decisions stay in sight, struck. */
export function ApprovalPanel({ view, actor, unsaved, busy, error, onDecide, onWithdraw }: Props) {
  const [declining, setDeclining] = useState(false);
  const why = (act: ApprovalAct) =>
    busy ? 'It is being recorded.' : approvalWhy(act, view, { actor, unsaved });
  const approve = () => onDecide({ digest: view.digest, decision: 'approve' });
  const decline = (reason: string) => onDecide({ digest: view.digest, decision: 'decline', reason });
  useApprovalActions({ why, approve, decline: () => setDeclining(true), withdraw: onWithdraw });
  return (
    <Panel title="Approval" actions={<StateMark {...planLook(view)} className="text-13" />}>
      <ApprovalHistory view={view} />
      {error !== null && <DecisionError error={error} />}
      <div className="flex flex-wrap gap-2 pt-3">
        <Button look="primary" why={why('approve')} onClick={approve}>
          Approve plan
        </Button>
        <Button why={why('decline')} onClick={() => setDeclining(true)}>
          Decline…
        </Button>
        {ownDecision(view, actor) && (
          <Button look="quiet" why={why('withdraw')} onClick={onWithdraw}>
            Withdraw my decision
          </Button>
        )}
      </div>
      <DeclineDialog open={declining} onOpenChange={setDeclining} onDecline={decline} />
    </Panel>
  );
}

type Acts = { why: (act: ApprovalAct) => string | null } & Record<ApprovalAct, () => void>;

function useApprovalActions({ why, approve, decline, withdraw }: Acts): void {
  const actions = useMemo((): Action[] => {
    const act = (id: ApprovalAct, title: string, run: () => void): Action => ({
      id,
      title,
      group: 'This page',
      why: why(id),
      run,
    });
    return [
      act('approve', 'Approve plan', approve),
      act('decline', 'Decline plan…', decline),
      act('withdraw', 'Withdraw my decision', withdraw),
    ];
  }, [why, approve, decline, withdraw]);
  useActions(actions);
}

function ApprovalHistory({ view }: { view: PlanView }) {
  if (view.approvals.length === 0)
    return (
      <p className="pt-2 text-13 text-ink-2">
        Nobody has decided yet. An approval holds for exactly this order.
      </p>
    );
  const newestFirst = view.approvals.toSorted((a, b) => b.createdAt - a.createdAt);
  return (
    <ul aria-label="Decisions">
      {newestFirst.map((approval) => (
        <ApprovalRow key={approval.id} approval={approval} />
      ))}
    </ul>
  );
}

function DecisionError({ error }: { error: unknown }) {
  const { where, todo } = errorWords(error);
  return (
    <Notice look="failed" alert className="border-t-0">
      <p>Nothing was recorded. {where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}

'use client';

import { type ReactNode, useMemo, useState } from 'react';
import { ApprovalRow } from '@/components/approval/ApprovalRow';
import { type ApprovalAct, approvalWhy, ownDecision, type Reader } from '@/components/approval/approval-why';
import { NeedList } from '@/components/approval/NeedList';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { type Action, useActions } from '@/lib/client/actions';
import { errorWords } from '@/lib/client/door';
import type { PlanActs } from '@/lib/client/use-plan-acts';
import { planLook } from '@/lib/plan/plan-look';
import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';

type Props = {
  view: PlanView;
  reader: Reader;
  acts: PlanActs;
  /** What differs between an earlier revision and the plan as it is, in words; the page knows how to ask for it. */
  changesSince: (approval: ApprovalView) => ReactNode;
};

/** What the policy says, who may and who has, and the reader's own say on exactly the digest that the page shows. */
export function ApprovalPanel({ view, reader, acts, changesSince }: Props) {
  const [declining, setDeclining] = useState(false);
  const why = (act: ApprovalAct) => (acts.busy ? 'It is being recorded.' : approvalWhy(act, view, reader));
  const run: Record<ApprovalAct, () => void> = {
    'request-review': () => void acts.requestReview(view.digest),
    'back-to-draft': () => void acts.backToDraft(),
    approve: () => void acts.decide({ digest: view.digest, decision: 'approve' }),
    decline: () => setDeclining(true),
    withdraw: () => void acts.withdraw(),
  };
  useApprovalActions(why, run);
  const decline = (reason: string) => void acts.decide({ digest: view.digest, decision: 'decline', reason });
  return (
    <Panel title="Approval" actions={<StateMark {...planLook(view)} className="text-13" />}>
      <p className="pt-2 text-13">{view.verdict.sentence}</p>
      {view.state === 'in-review' && view.reviewRequestedBy && (
        <p className="text-12 text-ink-3">
          {view.reviewRequestedBy} asked for review <TimeAgo at={view.reviewRequestedAt} />
        </p>
      )}
      <NeedList view={view} />
      {acts.error !== null && <DecisionError error={acts.error} />}
      <ApprovalButtons view={view} reader={reader} why={why} run={run} />
      <ApprovalHistory view={view} changesSince={changesSince} />
      {declining && (
        <ReasonDialog
          title="Decline plan"
          description="A declined plan is not approved until the decline is withdrawn or the plan changes."
          verb="Decline plan"
          onSay={decline}
          onClose={() => setDeclining(false)}
        />
      )}
    </Panel>
  );
}

type Buttons = {
  view: PlanView;
  reader: Reader;
  why: (act: ApprovalAct) => string | null;
  run: Record<ApprovalAct, () => void>;
};

function ApprovalButtons({ view, reader, why, run }: Buttons) {
  return (
    <>
      <div className="flex flex-wrap gap-2 pt-3">
        {view.state === 'draft' && (
          <Button look="primary" why={why('request-review')} onClick={run['request-review']}>
            Request review
          </Button>
        )}
        <Button
          look={view.state === 'draft' ? 'plain' : 'primary'}
          why={why('approve')}
          onClick={run.approve}
        >
          Approve plan
        </Button>
        <Button why={why('decline')} onClick={run.decline}>
          Decline…
        </Button>
        {ownDecision(view, reader.name) && (
          <Button look="quiet" why={why('withdraw')} onClick={run.withdraw}>
            Withdraw my decision
          </Button>
        )}
        {view.state === 'in-review' && (
          <Button look="quiet" why={why('back-to-draft')} onClick={run['back-to-draft']}>
            Back to draft
          </Button>
        )}
      </div>
      {(why('approve') === null || why('decline') === null) && (
        <p className="pt-1 text-12 text-ink-3">
          You decide on <CopyId value={view.digest} name="digest that is decided on" shown={10} />, what this
          page shows.
        </p>
      )}
    </>
  );
}

const TITLES: Record<ApprovalAct, string> = {
  'request-review': 'Request review',
  'back-to-draft': 'Back to draft',
  approve: 'Approve plan',
  decline: 'Decline plan…',
  withdraw: 'Withdraw my decision',
};

function useApprovalActions(why: Buttons['why'], run: Buttons['run']): void {
  const actions = useMemo(
    (): Action[] =>
      APPROVAL_ACTS.map((id) => ({ id, title: TITLES[id], group: 'This page', why: why(id), run: run[id] })),
    [why, run],
  );
  useActions(actions);
}

const APPROVAL_ACTS = ['request-review', 'back-to-draft', 'approve', 'decline', 'withdraw'] as const;

function ApprovalHistory({ view, changesSince }: Pick<Props, 'view' | 'changesSince'>) {
  if (view.approvals.length === 0)
    return (
      <p className="pt-3 text-12 text-ink-3">
        Nobody has decided yet. An approval holds for exactly this plan.
      </p>
    );
  const newestFirst = view.approvals.toSorted((a, b) => b.createdAt - a.createdAt);
  return (
    <ul aria-label="Decisions" className="pt-2">
      {newestFirst.map((approval) => (
        <ApprovalRow key={approval.id} approval={approval} changesSince={changesSince} />
      ))}
    </ul>
  );
}

function DecisionError({ error }: { error: unknown }) {
  const { where, todo } = errorWords(error);
  return (
    <Notice look="failed" alert className="mt-2">
      <p>Nothing was recorded. {where}</p>
      <p className="text-ink-2">{todo}</p>
    </Notice>
  );
}

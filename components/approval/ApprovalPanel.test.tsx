import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApprovalPanel } from '@/components/approval/ApprovalPanel';
import type { Reader } from '@/components/approval/approval-why';
import { NowProvider } from '@/components/ui/Now';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { DoorError } from '@/lib/client/door';
import type { PlanActs } from '@/lib/client/use-plan-acts';
import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';
import { drawnPlanView, drawnVerdict } from '@/lib/plan/test/draw-plan-view';

const DIGEST = 'd1gest-now';
const decided = (of: Partial<ApprovalView> = {}): ApprovalView => ({
  id: 'a1',
  digest: DIGEST,
  revisionNo: 3,
  actor: 'bob',
  decision: 'approve',
  reason: null,
  createdAt: 1,
  withdrawnAt: null,
  stale: false,
  ...of,
});
const view = (of: Partial<PlanView> = {}): PlanView =>
  drawnPlanView({ state: 'in-review', digest: DIGEST, editors: ['ann'], ...of });

const done = vi.fn(async () => undefined);
const decide = vi.fn<PlanActs['decide']>(async () => undefined);
const requestReview = vi.fn<PlanActs['requestReview']>(async () => undefined);
const acts: PlanActs = {
  busy: false,
  error: null,
  requestReview,
  backToDraft: done,
  decide,
  withdraw: done,
  waive: done,
  unwaive: done,
  restore: done,
  close: done,
  reopen: done,
  forget: () => undefined,
};
const bob: Reader = { name: 'bob', roles: ['approver'], unsaved: false, unseen: false };

function draw(plan: PlanView, reader: Partial<Reader> = {}, error: unknown = null) {
  return render(
    <NowProvider start={1000}>
      <TooltipProvider>
        <ApprovalPanel
          view={plan}
          reader={{ ...bob, ...reader }}
          acts={{ ...acts, error }}
          changesSince={({ revisionNo }) => <p>since revision {revisionNo}</p>}
        />
      </TooltipProvider>
    </NowProvider>,
  );
}
const button = (name: RegExp) => screen.getByRole('button', { name });
const why = (name: RegExp) => {
  const found = button(name);
  if (found.getAttribute('aria-disabled') !== 'true') return null;
  return document.getElementById(found.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
};

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe('approval panel', () => {
  it('approves exactly the digest on the screen', async () => {
    draw(view());
    await userEvent.setup().click(button(/^Approve plan/));
    expect(decide).toHaveBeenCalledExactlyOnceWith({ digest: DIGEST, decision: 'approve' });
  });

  it('says who may and who has', () => {
    const needs = [{ roles: ['approver', 'admin'] as const, count: 2, have: ['cid'] }];
    draw(view({ verdict: drawnVerdict({ needs }) }));
    const list = screen.getByRole('list', { name: 'Approvals that are needed' });
    expect(list.textContent).toBe('1 of 2by approver or admincid');
  });

  it('disables with the reason: a viewer, an editor, an unsaved or unseen plan, a broken rule, a draft', () => {
    draw(view(), { roles: ['viewer'] });
    expect(why(/^Approve plan/)).toMatch(/approver/);
    cleanup();
    draw(view({ editors: ['bob'] }));
    expect(why(/^Approve plan/)).toMatch(/made or edited/);
    expect(why(/^Decline/)).toBeNull();
    cleanup();
    draw(view(), { unsaved: true });
    expect(why(/^Approve plan/)).toMatch(/not saved/);
    cleanup();
    draw(view(), { unseen: true });
    expect(why(/^Approve plan/)).toMatch(/changed while you read it/);
    cleanup();
    draw(view({ verdict: drawnVerdict({ open: ['k'] }) }));
    expect(why(/^Approve plan/)).toMatch(/hard rule/);
    cleanup();
    draw(view({ state: 'draft' }));
    expect(why(/^Approve plan/)).toMatch(/draft/);
  });

  it('a planner asks for review with the digest that is shown', async () => {
    draw(view({ state: 'draft' }), { name: 'ann', roles: ['planner'] });
    await userEvent.setup().click(button(/^Request review/));
    expect(requestReview).toHaveBeenCalledExactlyOnceWith(DIGEST);
  });

  it('strikes a stale approval and shows what changed since', async () => {
    draw(view({ approvals: [decided({ digest: 'older', stale: true })] }));
    const [row] = within(screen.getByRole('list', { name: 'Decisions' })).getAllByRole('listitem');
    expect(row?.querySelector('.line-through')?.textContent).toContain('approved');
    expect(row?.textContent).toContain('stale');
    await userEvent.setup().click(button(/What changed since/));
    expect(screen.getByText('since revision 3')).toBeTruthy();
    expect(why(/^Approve plan/)).toBeNull();
  });

  it('declines only with a reason', async () => {
    const user = userEvent.setup();
    draw(view());
    await user.click(button(/^Decline/));
    const dialog = within(screen.getByRole('dialog', { name: 'Decline plan' }));
    expect(dialog.getByRole('button', { name: /^Decline plan/ }).getAttribute('aria-disabled')).toBe('true');
    await user.type(dialog.getByLabelText('Reason'), 'Zoe must come first');
    await user.click(dialog.getByRole('button', { name: 'Decline plan' }));
    const reason = 'Zoe must come first';
    expect(decide).toHaveBeenCalledExactlyOnceWith({ digest: DIGEST, decision: 'decline', reason });
  });

  it('cannot approve twice, and can withdraw', () => {
    draw(view({ approvals: [decided()] }));
    expect(why(/^Approve plan/)).toMatch(/already/);
    expect(why(/^Withdraw my decision/)).toBeNull();
  });

  it('says that nothing was recorded when the door refuses', () => {
    draw(view(), {}, new DoorError({ status: 409, code: 'conflict', message: 'The plan changed.' }));
    expect(screen.getByRole('alert').textContent).toContain('Nothing was recorded. The plan changed.');
  });
});

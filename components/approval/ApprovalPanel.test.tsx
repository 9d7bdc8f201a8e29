import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ApprovalPanel } from '@/components/approval/ApprovalPanel';
import { NowProvider } from '@/components/ui/Now';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { DoorError } from '@/lib/client/door';
import { PLAN_SCHEMA } from '@/lib/plan/plan';
import type { ApprovalView, PlanView } from '@/lib/plan/plan-view';

const DIGEST = 'd1gest-now';
const decided = (of: Partial<ApprovalView> = {}): ApprovalView => ({
  id: 'a1',
  digest: DIGEST,
  actor: 'operator',
  decision: 'approve',
  reason: null,
  createdAt: 1,
  withdrawnAt: null,
  stale: false,
  ...of,
});
const view = (of: Partial<PlanView> = {}): PlanView => ({
  id: 'p',
  title: 'Plan',
  state: 'draft',
  revisionNo: 4,
  digest: DIGEST,
  author: 'operator',
  createdAt: 0,
  updatedAt: 0,
  plan: { schema: PLAN_SCHEMA, chain: 'c', upgradeName: 'u', steps: [] },
  approvals: [],
  approved: false,
  ...of,
});

const onDecide = vi.fn();
const onWithdraw = vi.fn();
function draw(plan: PlanView, of: { unsaved?: boolean; error?: unknown } = {}) {
  const { unsaved = false, error = null } = of;
  return render(
    <NowProvider start={1000}>
      <TooltipProvider>
        <ApprovalPanel
          view={plan}
          actor="operator"
          busy={false}
          unsaved={unsaved}
          error={error}
          onDecide={onDecide}
          onWithdraw={onWithdraw}
        />
      </TooltipProvider>
    </NowProvider>,
  );
}
const disabled = (name: RegExp) =>
  screen.getByRole('button', { name }).getAttribute('aria-disabled') === 'true';

afterEach(() => {
  cleanup();
  onDecide.mockClear();
  onWithdraw.mockClear();
});

describe('approval panel', () => {
  it('approves exactly the digest on the screen', async () => {
    draw(view());
    expect(screen.getByText('not approved')).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Approve plan' }));
    expect(onDecide).toHaveBeenCalledExactlyOnceWith({ digest: DIGEST, decision: 'approve' });
  });

  it('cannot be approved twice; can be withdrawn', async () => {
    draw(view({ approvals: [decided()], approved: true }));
    expect(disabled(/^Approve plan/)).toBe(true);
    expect(screen.getByText('You approved this digest already.')).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Withdraw my decision' }));
    expect(onWithdraw).toHaveBeenCalledOnce();
  });

  it('strikes a stale approval, says that the order changed, and asks again', () => {
    draw(view({ approvals: [decided({ digest: 'older', stale: true })] }));
    const [row] = within(screen.getByRole('list', { name: 'Decisions' })).getAllByRole('listitem');
    expect(row?.textContent).toContain('the order changed since');
    expect(row?.querySelector('.line-through')?.textContent).toContain('approved');
    expect(disabled(/^Approve plan/)).toBe(false);
    expect(screen.queryByRole('button', { name: /Withdraw/ })).toBeNull();
  });

  it('declines only with a reason', async () => {
    const user = userEvent.setup();
    draw(view());
    await user.click(screen.getByRole('button', { name: 'Decline…' }));
    const dialog = within(screen.getByRole('dialog', { name: 'Decline plan' }));
    expect(dialog.getByRole('button', { name: /^Decline plan/ }).getAttribute('aria-disabled')).toBe('true');
    await user.type(dialog.getByLabelText('Reason'), 'Zoe must come first');
    await user.click(dialog.getByRole('button', { name: 'Decline plan' }));
    expect(onDecide).toHaveBeenCalledExactlyOnceWith({
      digest: DIGEST,
      decision: 'decline',
      reason: 'Zoe must come first',
    });
  });

  it('shows a decline with its reason as the state of the plan', () => {
    draw(view({ approvals: [decided({ actor: 'ada', decision: 'decline', reason: 'bank first' })] }));
    expect(screen.getAllByText('declined')).toHaveLength(2);
    expect(screen.getByText('“bank first”')).toBeTruthy();
  });

  it('waits for an unsaved order and respects a closed plan', () => {
    draw(view(), { unsaved: true });
    expect(disabled(/^Approve plan/)).toBe(true);
    cleanup();
    draw(view({ state: 'withdrawn' }));
    expect(disabled(/^Approve plan/)).toBe(true);
    expect(disabled(/^Decline/)).toBe(true);
  });

  it('says that nothing was recorded when the door refuses', () => {
    draw(view(), { error: new DoorError({ status: 409, code: 'conflict', message: 'The plan changed.' }) });
    expect(screen.getByRole('alert').textContent).toContain('Nothing was recorded. The plan changed.');
  });
});

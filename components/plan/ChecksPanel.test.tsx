import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ChecksPanel } from '@/components/plan/ChecksPanel';
import { NowProvider } from '@/components/ui/Now';
import { TooltipProvider } from '@/components/ui/Tooltip';
import type { WaiverView } from '@/lib/plan/plan-view';
import type { Violation } from '@/lib/plan/violation';

const violation = (key: string, strength: Violation['strength'], stepId: string): Violation => ({
  key,
  rule: key,
  strength,
  stepIds: [stepId],
  message: `${key} is broken.`,
  reason: `Because of ${key}.`,
  link: 'https://example.org/why',
});
const VIOLATIONS = [violation('soft', 'advisory', 'zoe'), violation('grave', 'hard', 'boot')];
const waiver = (of: Partial<WaiverView>): WaiverView => ({
  id: 'w',
  key: 'grave',
  message: 'grave is broken.',
  digest: 'd',
  revisionNo: 1,
  actor: 'bob',
  reason: 'tested on devnet',
  createdAt: 0,
  withdrawnAt: null,
  withdrawnBy: null,
  holds: true,
  why: null,
  ...of,
});

const onWaive = vi.fn(async () => undefined);
const onStep = vi.fn();
function draw(of: { waivers?: WaiverView[]; step?: string | null; waiveWhy?: string | null } = {}) {
  const { waivers = [], step = null, waiveWhy = null } = of;
  return render(
    <NowProvider start={1000}>
      <TooltipProvider>
        <ChecksPanel
          violations={VIOLATIONS}
          waivers={waivers}
          unchecked={['Not checked: bundles are installed.']}
          titleOf={(id) => id}
          step={step}
          onStep={onStep}
          waiveWhy={waiveWhy}
          onWaive={onWaive}
          onUnwaive={async () => undefined}
        />
      </TooltipProvider>
    </NowProvider>,
  );
}
const rows = () =>
  within(screen.getByRole('list', { name: 'Broken rules' }))
    .getAllByRole('listitem')
    .map((row) => row.textContent ?? '');

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
});

describe('checks', () => {
  it('shows hard rules first, each with its reason and the way to its step', async () => {
    draw();
    expect(rows()[0]).toContain('grave is broken.Because of grave.');
    expect(screen.getByText('1 hard')).toBeTruthy();
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show boot' }));
    expect(onStep).toHaveBeenCalledExactlyOnceWith('boot');
  });

  it('waives a hard rule with a reason; not for whom it is not allowed', async () => {
    const user = userEvent.setup();
    draw();
    await user.click(screen.getByRole('button', { name: 'Waive…' }));
    await user.type(screen.getByLabelText('Reason'), 'tested');
    await user.click(screen.getByRole('button', { name: 'Waive rule' }));
    expect(onWaive).toHaveBeenCalledExactlyOnceWith('grave', 'tested');
    cleanup();
    draw({ waiveWhy: 'This needs an approver or admin.' });
    const button = screen.getByRole('button', { name: /^Waive…/ });
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.textContent).toContain('This needs an approver or admin.');
  });

  it('shows who waived it, and a waiver that lapsed with the reason', () => {
    draw({ waivers: [waiver({})] });
    expect(rows()[0]).toContain('bob waived it');
    expect(screen.queryByText('1 hard')).toBeNull();
    cleanup();
    draw({ waivers: [waiver({ holds: false, why: 'The plan was changed since.' })] });
    expect(rows()[0]).toContain('waived by bob: The plan was changed since.');
    expect(screen.getByText('1 hard')).toBeTruthy();
  });

  it('shows only what one step breaks, and the way back to all', async () => {
    draw({ step: 'zoe' });
    expect(rows()).toHaveLength(1);
    await userEvent.setup().click(screen.getByRole('button', { name: 'Show all 2' }));
    expect(onStep).toHaveBeenCalledExactlyOnceWith(null);
  });
});

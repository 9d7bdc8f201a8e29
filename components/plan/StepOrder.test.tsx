import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StepOrder } from '@/components/plan/StepOrder';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { moveStep } from '@/lib/plan/move-step';
import type { Step } from '@/lib/plan/plan';

const step = (vat: string): Step => ({
  id: vat,
  title: `Upgrade ${vat}`,
  proposals: [{ module: 'm', entrypoint: 'e', args: [], upgrades: [{ vat, bundle: `${vat}-v2` }] }],
});
const FIRST = ['bridge', 'bank', 'zoe'].map(step);

const moved = vi.fn();

function Order({ why = null }: { why?: string | null }) {
  const [steps, setSteps] = useState<readonly Step[]>(FIRST);
  return (
    <TooltipProvider>
      <StepOrder
        steps={steps}
        why={why}
        onMove={(move) => {
          moved(move);
          setSteps(moveStep(steps, move));
        }}
      />
    </TooltipProvider>
  );
}

const rows = () =>
  within(screen.getByRole('list', { name: 'Order of steps' }))
    .getAllByRole('button', { name: /position/ })
    .map((row) => row.getAttribute('aria-label'));
const row = (vat: string) => screen.getByRole('button', { name: new RegExp(`^Upgrade ${vat}, position`) });
const said = () => document.querySelector('output')?.textContent;

/** What a screen reader adds to the name. */
const description = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

afterEach(() => {
  cleanup();
  moved.mockClear();
});

describe('ordering by keyboard', () => {
  it('Alt with arrows moves the focused step, says where it is, and keeps the focus', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('zoe').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(rows()).toEqual([
      'Upgrade bridge, position 1 of 3',
      'Upgrade zoe, position 2 of 3',
      'Upgrade bank, position 3 of 3',
    ]);
    expect(said()).toBe('Upgrade zoe, moved to position 2 of 3.');
    expect(document.activeElement).toBe(row('zoe'));
  });

  it('says that the first step cannot go higher, and saves nothing', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('bridge').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(said()).toBe('Upgrade bridge is already first.');
    expect(moved).not.toHaveBeenCalled();
  });

  it('Space lifts, arrows carry, Space drops: one move, announced step by step', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('bridge').focus();
    await user.keyboard(' ');
    expect(said()).toMatch(/^Upgrade bridge, lifted at position 1 of 3\./);
    expect(row('bridge').getAttribute('aria-pressed')).toBe('true');
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(said()).toBe('Upgrade bridge, position 3 of 3.');
    expect(moved).not.toHaveBeenCalled();
    await user.keyboard(' ');
    expect(moved).toHaveBeenCalledExactlyOnceWith({ stepId: 'bridge', to: 2 });
    expect(said()).toBe('Upgrade bridge, moved to position 3 of 3.');
    expect(rows()[2]).toBe('Upgrade bridge, position 3 of 3');
  });

  it('Escape puts a lifted step back where it was', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('bank').focus();
    await user.keyboard(' {ArrowDown}{Escape}');
    expect(moved).not.toHaveBeenCalled();
    expect(said()).toBe('Upgrade bank, put back to position 2 of 3.');
    expect(rows()[1]).toBe('Upgrade bank, position 2 of 3');
  });

  it('plain arrows go from row to row', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('bridge').focus();
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row('bank'));
    expect(moved).not.toHaveBeenCalled();
  });

  it('the menu of a row moves it to any position', async () => {
    const user = userEvent.setup();
    render(<Order />);
    screen.getByRole('button', { name: 'Move Upgrade bridge' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: /Move up/ }).getAttribute('aria-disabled')).toBe('true');
    await user.keyboard('{ArrowDown}');
    screen.getByRole('menuitem', { name: /Move to position/ }).focus();
    await user.keyboard('{ArrowRight}');
    await user.click(await screen.findByRole('menuitem', { name: 'Position 3' }));
    expect(moved).toHaveBeenCalledExactlyOnceWith({ stepId: 'bridge', to: 2 });
    expect(said()).toBe('Upgrade bridge, moved to position 3 of 3.');
  });

  it('a closed plan keeps its order and says why', async () => {
    const user = userEvent.setup();
    render(<Order why="This plan was withdrawn." />);
    row('zoe').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    expect(moved).not.toHaveBeenCalled();
    expect(description(row('zoe'))).toContain('This plan was withdrawn.');
  });
});

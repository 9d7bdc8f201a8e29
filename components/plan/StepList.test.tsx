import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { act, useEffect, useState } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Group, orderWith } from '@/components/plan/places';
import { StepList } from '@/components/plan/StepList';
import { NOTHING, type Selection } from '@/components/plan/selection';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { ok } from '@/lib/base/result';
import type { Step } from '@/lib/plan/plan';
import type { Violation } from '@/lib/plan/violation';

const step = (vat: string): Step => ({
  kind: 'core-eval',
  id: vat,
  title: `Upgrade ${vat}`,
  proposals: [
    { module: 'm', entrypoint: 'e', args: [], upgrades: [{ vat, bundle: `${vat}-v2`, incarnation: null }] },
  ],
  together: null,
  notes: '',
  links: [],
});
const BROKEN: Violation = {
  key: 'zoe',
  rule: 'zoe',
  strength: 'hard',
  stepIds: ['zoe'],
  message: 'zoe must not be first.',
  reason: 'for the test',
  link: null,
};

const moved = vi.fn();
const movedProposal = vi.fn();
const onAct = vi.fn();
const onRemove = vi.fn();
const marks = new Map([['bank', '1 2']]);
const comments = { bridge: 2 };

const THREE = ['bridge', 'bank', 'zoe'];
let outerPut: (group: Group) => void;

function Order({ why = null, vats = THREE }: { why?: string | null; vats?: readonly string[] }) {
  const [steps, setSteps] = useState<readonly Step[]>(vats.map(step));
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const order = steps.map(({ id }) => id);
  const put = (group: Group) =>
    setSteps(orderWith(order, group).flatMap((id) => steps.find((one) => one.id === id) ?? []));
  useEffect(() => {
    outerPut = put;
  });
  return (
    <TooltipProvider>
      <StepList
        steps={steps}
        selection={selection}
        onSelect={setSelection}
        onMove={(group) => {
          moved(group);
          put(group);
        }}
        onMoveProposal={movedProposal}
        onRemove={onRemove}
        acts={{ onAct }}
        marks={marks}
        comments={comments}
        wouldBreakWith={() => ok([])}
        wouldBreak={(group) => (orderWith(order, group)[0] === 'zoe' ? [BROKEN] : [])}
        why={why}
      />
    </TooltipProvider>
  );
}

const rows = () =>
  within(screen.getByRole('list', { name: 'Order of steps' }))
    .getAllByRole('button', { name: /position/ })
    .map((row) => row.getAttribute('aria-label'));
const row = (vat: string) => screen.getByRole('button', { name: new RegExp(`^Upgrade ${vat}, position`) });
const said = () => document.querySelector('output[aria-live=assertive]')?.textContent;

afterEach(() => {
  cleanup();
  vi.clearAllMocks();
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

  it('says which rule a move breaks, while it is carried and after', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('zoe').focus();
    await user.keyboard(' {ArrowUp}{ArrowUp}');
    expect(said()).toBe('Upgrade zoe, position 1 of 3. Breaks a rule: zoe must not be first.');
    expect(moved).not.toHaveBeenCalled();
    await user.keyboard(' ');
    expect(moved).toHaveBeenCalledExactlyOnceWith({ ids: ['zoe'], to: 0 });
    expect(said()).toBe('Upgrade zoe, moved to position 1 of 3. Breaks a rule: zoe must not be first.');
  });

  it('selects several with Shift and moves them together', async () => {
    const user = userEvent.setup();
    render(<Order />);
    await user.click(row('bridge'));
    await user.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(row('bank').getAttribute('aria-pressed')).toBe('true');
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(moved).toHaveBeenCalledExactlyOnceWith({ ids: ['bridge', 'bank'], to: 1 });
    expect(said()).toMatch(/^2 steps, moved to positions 2 to 3 of 3\./);
  });

  it('Escape puts a lifted step back, plain arrows go from row to row, Delete removes, Enter edits', async () => {
    const user = userEvent.setup();
    render(<Order />);
    row('bank').focus();
    await user.keyboard(' {ArrowDown}{Escape}');
    expect(moved).not.toHaveBeenCalled();
    expect(said()).toBe('Upgrade bank, put back to position 2 of 3.');
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(row('zoe'));
    await user.keyboard('{Enter}');
    expect(onAct).toHaveBeenCalledExactlyOnceWith('zoe', { do: 'edit' });
    await user.keyboard('{Delete}');
    expect(onRemove).toHaveBeenCalledExactlyOnceWith(['zoe']);
  });

  it('a closed plan keeps its order and says why', async () => {
    const user = userEvent.setup();
    render(<Order why="This plan was withdrawn." />);
    row('zoe').focus();
    await user.keyboard('{Alt>}{ArrowUp}{/Alt}{Delete} ');
    expect(moved).not.toHaveBeenCalled();
    expect(onRemove).not.toHaveBeenCalled();
    expect(screen.getByText('This plan was withdrawn.', { selector: '#step-order-keys' })).toBeTruthy();
  });
});

/** jsdom has no geometry: each row is 40 px high, one under the other, and its proposal fills it. */
function standInRows() {
  for (const [at, row] of [...document.querySelectorAll<HTMLElement>('[data-step]')].entries())
    for (const element of [row, ...row.querySelectorAll<HTMLElement>('[data-line]')])
      element.getBoundingClientRect = () => new DOMRect(0, 100 + at * 40, 600, 40);
}
const grip = (vat: string) => {
  const found = document.querySelector(`[data-step=${vat}] [data-proposal]`);
  if (!found) throw new Error(`no grip of ${vat}`);
  return found;
};
const pull = (vat: string, y: number) => {
  standInRows();
  fireEvent.pointerDown(grip(vat), { pointerId: 1, button: 0, clientX: 5, clientY: 120 });
  fireEvent.pointerMove(window, { pointerId: 1, clientX: 5, clientY: y });
};

describe('dragging a proposal by its grip', () => {
  it('moves it into the step under the pointer, above or below what is there, and says so', () => {
    render(<Order />);
    pull('bridge', 210);
    expect(document.querySelector('[data-step=zoe]')?.hasAttribute('data-into')).toBe(true);
    expect(document.querySelector('[data-drop]')?.hasAttribute('hidden')).toBe(false);
    fireEvent.pointerUp(window, { pointerId: 1 });
    const from = { stepId: 'bridge', index: 0 };
    expect(movedProposal).toHaveBeenLastCalledWith({ from, to: { stepId: 'zoe', index: 1 } });
    expect(said()).toBe('m, moved into step 3, Upgrade zoe, as proposal 2 of 2.');
    expect(document.querySelector('[data-into]')).toBeNull();
    pull('bridge', 145);
    fireEvent.pointerUp(window, { pointerId: 1 });
    expect(movedProposal).toHaveBeenLastCalledWith({ from, to: { stepId: 'bank', index: 0 } });
    expect(moved).not.toHaveBeenCalled();
  });

  it('does nothing after Escape, where it already is, or on a closed plan', () => {
    const { rerender } = render(<Order />);
    pull('bridge', 210);
    fireEvent.keyDown(window, { key: 'Escape' });
    fireEvent.pointerUp(window, { pointerId: 1 });
    pull('bridge', 130);
    fireEvent.pointerUp(window, { pointerId: 1 });
    rerender(<Order why="This plan was withdrawn." />);
    pull('bridge', 210);
    fireEvent.pointerUp(window, { pointerId: 1 });
    expect(movedProposal).not.toHaveBeenCalled();
    expect(document.querySelector('[data-drop]')?.hasAttribute('hidden')).toBe(true);
  });
});

describe('a move over many places', () => {
  const vats = Array.from({ length: 40 }, (_, at) => `vat${at}`);
  const movedUpTo = (ids: readonly string[], to: number): number => {
    render(<Order vats={vats} />);
    row(ids[0] ?? '').focus();
    const list = screen.getByRole('list', { name: 'Order of steps' });
    const seen = new MutationObserver(() => {});
    seen.observe(list, { childList: true });
    act(() => outerPut({ ids, to }));
    return seen.takeRecords().reduce((sum, { addedNodes }) => sum + addedNodes.length, 0);
  };

  it.each([
    ['up', ['vat38'], 2, 1],
    ['up, two together', ['vat37', 'vat38'], 2, 2],
    ['down', ['vat2'], 37, 1],
  ])('%s puts no other row anew into the document, and the focus stays on it', (_, ids, to, added) => {
    expect(movedUpTo(ids, to)).toBe(added);
    const wanted = vats.filter((vat) => !ids.includes(vat)).toSpliced(to, 0, ...ids);
    expect(rows()).toEqual(wanted.map((vat, at) => `Upgrade ${vat}, position ${at + 1} of 40`));
    expect(document.activeElement).toBe(row(ids[0] ?? ''));
  });
});

describe('what a row offers', () => {
  it('opens its menu by key, with what cannot be done disabled', async () => {
    const user = userEvent.setup();
    render(<Order />);
    screen.getByRole('button', { name: 'Actions on Upgrade bridge' }).focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('menuitem', { name: /Move up/ }).getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('menuitem', { name: 'Move to position…' }));
    expect(onAct).toHaveBeenCalledExactlyOnceWith('bridge', { do: 'position' });
  });

  it('counts broken rules and comments by name', () => {
    render(<Order />);
    expect(
      screen.getByRole('button', { name: '1 hard rule broken, 2 advisory rules broken, show' }),
    ).toBeTruthy();
    expect(screen.getByRole('button', { name: '2 comments on Upgrade bridge' })).toBeTruthy();
  });
});

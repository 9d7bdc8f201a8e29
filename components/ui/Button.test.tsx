import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Button } from '@/components/ui/Button';
import { TooltipProvider } from '@/components/ui/Tooltip';

const WHY = 'The kernel is being prepared: bundling, 3 of 14.';
const pressed = vi.fn();
const submitted = vi.fn();

const draw = (why: string | null) =>
  render(
    <TooltipProvider>
      <form onSubmit={submitted}>
        <Button type="submit" why={why} onClick={pressed}>
          Rehearse
        </Button>
      </form>
    </TooltipProvider>,
  );

/** What a screen reader adds to the name. */
const description = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
    .join(' ');

afterEach(() => {
  cleanup();
  pressed.mockClear();
  submitted.mockClear();
});

describe('Button with a reason', () => {
  it('can be reached, does nothing, and tells why', async () => {
    const user = userEvent.setup();
    draw(WHY);
    await user.tab();
    const button = screen.getByRole('button');
    expect(document.activeElement).toBe(button);
    await user.keyboard('{Enter}');
    await user.click(button);
    expect(pressed).not.toHaveBeenCalled();
    expect(submitted).not.toHaveBeenCalled();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(description(button)).toContain(WHY);
    expect((await screen.findAllByText(WHY)).length).toBeGreaterThan(0);
  });

  it('is an ordinary button without one', async () => {
    const user = userEvent.setup();
    submitted.mockImplementation((event: Event) => event.preventDefault());
    draw(null);
    await user.click(screen.getByRole('button', { name: 'Rehearse' }));
    expect(pressed).toHaveBeenCalledOnce();
    expect(submitted).toHaveBeenCalledOnce();
  });
});

'use client';

import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { preference, usePreference } from '@/components/ui/preference';

/** Widths of the detail beside the timeline, rem: steps, so that what is kept is always one that fits. */
const WIDTHS = ['26', '20', '22', '24', '28', '30', '32', '34', '36', '38', '40', '44', '48'] as const;
const LEAST = 20;
const MOST = 48;
const widthPreference = preference('vatdeck-aside', WIDTHS);

/** How wide the detail is on this machine, rem. */
export const useAsideWidth = (): number => Number(usePreference(widthPreference));

/** Keeps the step nearest to a width. */
function keep(rem: number): void {
  const off = (step: string): number => Math.abs(Number(step) - rem);
  widthPreference.set(WIDTHS.reduce((best, step) => (off(step) < off(best) ? step : best)));
}

const KEYS: Record<string, (width: number) => number> = {
  ArrowLeft: (width) => width + 2,
  ArrowRight: (width) => width - 2,
  Home: () => MOST,
  End: () => LEAST,
};

/** The edge between the timeline and the detail: dragged, or moved by arrow keys. */
export function AsideSplitter() {
  const width = useAsideWidth();
  const from = useRef<{ x: number; width: number } | null>(null);
  const press = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { x: event.clientX, width };
  };
  const move = ({ clientX }: PointerEvent): void => {
    const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
    if (from.current) keep(from.current.width + (from.current.x - clientX) / rem);
  };
  const drop = (): void => {
    from.current = null;
  };
  const key = (event: KeyboardEvent): void => {
    const next = KEYS[event.key];
    if (!next) return;
    event.preventDefault();
    keep(Math.min(MOST, Math.max(LEAST, next(width))));
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- a window splitter of the ARIA patterns
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- hr takes no focus and has no value
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the detail, rem"
      aria-valuenow={width}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a separator that moves takes the focus
      tabIndex={0}
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={drop}
      onPointerCancel={drop}
      onKeyDown={key}
      className="absolute inset-y-0 -left-4 hidden w-2 cursor-ew-resize touch-none rounded-sm border-l border-line hover:border-accent focus-visible:border-accent xl:block"
    />
  );
}

'use client';

import { startTransition, useEffect, useRef, useState } from 'react';

/** The first value is shown so soon (ms) after its page, so that what matters more is painted first. */
const FIRST_AFTER = 50;

/**
 * Follows a value that may change with every frame of a stream at most every `ms`, in renders that give way to input; null (also as the
 * value: there is nothing yet) until a moment after the first. For what is costly to draw and read at leisure.
 */
export function usePaced<T>(value: T | null, ms: number): T | null {
  const [shown, setShown] = useState<T | null>(null);
  const due = useRef<number | null>(null);
  useEffect(() => {
    if (value === null) return undefined;
    due.current ??= performance.now() + FIRST_AFTER;
    const show = (): void => {
      due.current = performance.now() + ms;
      startTransition(() => setShown(value));
    };
    const timer = window.setTimeout(show, Math.max(0, due.current - performance.now()));
    return () => window.clearTimeout(timer);
  }, [value, ms]);
  return value === null ? null : shown;
}

'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { formatRunView, type RunView } from '@/lib/url/view-state';

/** Browsers refuse to replace the address more than some hundred times in half a minute. */
const SETTLES_AFTER = 250;

/** The view of the page, kept in its address: small moves replace it, none of them fills the history. */
export function useViewInLink(initial: RunView): [RunView, (change: Partial<RunView>) => void] {
  const [view, setView] = useState(initial);
  const written = useRef(formatRunView(initial));
  useEffect(() => {
    const timer = window.setTimeout(() => {
      const query = formatRunView(view);
      if (query === written.current) return;
      written.current = query;
      window.history.replaceState(null, '', `${window.location.pathname}${query}`);
    }, SETTLES_AFTER);
    return () => window.clearTimeout(timer);
  }, [view]);
  const change = useCallback((part: Partial<RunView>) => setView((before) => ({ ...before, ...part })), []);
  return [view, change];
}

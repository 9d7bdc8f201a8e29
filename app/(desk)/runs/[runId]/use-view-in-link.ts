'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { formatRunView, parseRunView, type RunView } from '@/lib/url/view-state';

/** Browsers refuse to replace the address more than some hundred times in half a minute. */
const SETTLES_AFTER = 250;

/** How a change is kept: small moves replace the address, a jump is a step that the browser's Back undoes. */
export type Kept = 'replaced' | 'pushed';
export type ChangeView = (part: Partial<RunView>, kept?: Kept) => void;

/** The view of the page, kept in its address; `onBack` hears when the browser went back or forward to another view of this page. */
export function useViewInLink(
  initial: RunView,
  onBack: (view: RunView) => void,
): [view: RunView, change: ChangeView] {
  const [view, setView] = useState(initial);
  const written = useRef(formatRunView(initial));
  const push = useRef(false);
  const back = useRef(onBack);
  useEffect(() => {
    back.current = onBack;
  });
  useEffect(() => {
    const write = (): void => {
      const query = formatRunView(view);
      const pushed = push.current;
      push.current = false;
      if (query === written.current) return;
      written.current = query;
      const address = `${window.location.pathname}${query}`;
      if (pushed) window.history.pushState(null, '', address);
      else window.history.replaceState(null, '', address);
    };
    if (push.current) {
      write();
      return undefined;
    }
    const timer = window.setTimeout(write, SETTLES_AFTER);
    return () => window.clearTimeout(timer);
  }, [view]);
  useEffect(() => {
    const page = window.location.pathname;
    const pop = (): void => {
      if (window.location.pathname !== page) return;
      const next = parseRunView(new URLSearchParams(window.location.search));
      written.current = formatRunView(next);
      setView(next);
      back.current(next);
    };
    window.addEventListener('popstate', pop);
    return () => window.removeEventListener('popstate', pop);
  }, []);
  const change = useCallback<ChangeView>((part, kept = 'replaced') => {
    if (kept === 'pushed') push.current = true;
    setView((before) => ({ ...before, ...part }));
  }, []);
  return [view, change];
}

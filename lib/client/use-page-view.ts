'use client';

import { useCallback, useEffect, useState } from 'react';

/** How a page's view is written into its address and read from it; made once, outside the page. */
export type PageView<T> = {
  readonly parse: (params: URLSearchParams) => T;
  readonly format: (view: T) => string;
};

/** What a page shows, kept in its address: another tab is a step in the browser's history, everything else is not. */
export function usePageView<T extends { readonly tab: string }>(
  initial: T,
  { parse, format }: PageView<T>,
): [T, (part: Partial<T>) => void] {
  const [view, setView] = useState(initial);
  useEffect(() => {
    const back = () => setView(parse(new URLSearchParams(window.location.search)));
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, [parse]);
  const show = useCallback(
    (part: Partial<T>) => {
      const next = { ...view, ...part };
      const address = `${window.location.pathname}${format(next)}`;
      if (next.tab === view.tab) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      setView(next);
    },
    [view, format],
  );
  return [view, show];
}

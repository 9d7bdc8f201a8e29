'use client';

import { useCallback, useEffect, useState } from 'react';
import { formatPlanPage, type PlanPageView, parsePlanPage } from '@/lib/url/plan-page-view';

/** What the page shows, kept in its address: another tab is a step in the browser's history, a selection is not. */
export function usePlanPage(initial: PlanPageView): [PlanPageView, (part: Partial<PlanPageView>) => void] {
  const [view, setView] = useState(initial);
  useEffect(() => {
    const back = () => setView(parsePlanPage(new URLSearchParams(window.location.search)));
    window.addEventListener('popstate', back);
    return () => window.removeEventListener('popstate', back);
  }, []);
  const show = useCallback(
    (part: Partial<PlanPageView>) => {
      const next = { ...view, ...part };
      const address = `${window.location.pathname}${formatPlanPage(next)}`;
      if (next.tab === view.tab) window.history.replaceState(null, '', address);
      else window.history.pushState(null, '', address);
      setView(next);
    },
    [view],
  );
  return [view, show];
}

'use client';

import { usePageView } from '@/lib/client/use-page-view';
import { formatPlanPage, type PlanPageView, parsePlanPage } from '@/lib/url/plan-page-view';

const PLAN_PAGE = { parse: parsePlanPage, format: formatPlanPage };

/** What the page shows, kept in its address. */
export const usePlanPage = (initial: PlanPageView) => usePageView(initial, PLAN_PAGE);

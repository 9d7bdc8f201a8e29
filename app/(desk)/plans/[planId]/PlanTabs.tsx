'use client';

import type { Reading } from '@/app/(desk)/plans/[planId]/use-reading';
import { cn } from '@/components/ui/cn';
import type { PlanTab } from '@/lib/url/plan-page-view';

type Props = { tab: PlanTab; reading: Reading; onTab: (tab: PlanTab) => void };

/** The parts of a plan page; each is a link of its own. */
export function PlanTabs({ tab, reading, onTab }: Props) {
  const { view, plan } = reading.edits;
  const tabs: readonly (readonly [PlanTab, string, number | null])[] = [
    ['steps', 'Steps', plan.steps.length],
    ['review', 'Review', null],
    ['rules', 'Rules and policy', plan.constraints.length || null],
    ['history', 'History', view.revisionNo],
    ['audit', 'Audit', null],
  ];
  return (
    <nav
      aria-label="Parts of the plan"
      className="-mx-4 mb-4 flex overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      {tabs.map(([name, word, count]) => (
        <button
          key={name}
          type="button"
          aria-current={name === tab ? 'page' : undefined}
          onClick={() => onTab(name)}
          className={cn(
            'flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-13 text-ink-2 hover:text-ink',
            name === tab && 'border-accent text-ink',
          )}
        >
          {word}
          {count !== null && <span className="text-12 tnum text-ink-3">{count}</span>}
        </button>
      ))}
    </nav>
  );
}

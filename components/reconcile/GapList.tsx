'use client';

import { ProofLine } from '@/components/reconcile/ProofLine';
import { StateMark } from '@/components/ui/StateMark';
import type { Coverage, GapKind } from '@/lib/reconcile/coverage';

type Props = {
  readonly coverage: Coverage;
  readonly live: boolean;
  readonly onOpenLine: (line: number) => void;
};

const WORD: Readonly<Record<GapKind, string>> = {
  'chain-switch': 'other chain',
  'name-variant': 'other name',
  'vat-absent': 'no such vat',
  'step-not-reached': 'not reached',
  'not-attempted': 'not tried',
  'builder-failed': 'builder failed',
  act: 'by people',
  'vat-options': 'not shown',
};

/** What of the plan the run did not exercise. While it goes on that is no claim yet. */
export function GapList({ coverage: { gaps }, live, onOpenLine }: Props) {
  if (live) return null;
  return (
    <section aria-label="Not tried out" className="pt-3">
      <h3 className="text-13 font-medium">Not tried out by this run</h3>
      {gaps.length === 0 && <p className="py-1 text-13 text-ink-2">Nothing: it exercised the whole plan.</p>}
      <ul>
        {gaps.map((gap, at) => (
          <li key={at} className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 text-13">
            <StateMark
              look={gap.closable ? 'attention' : 'waiting'}
              word={WORD[gap.kind]}
              className="w-32 shrink-0"
            />
            <span className="min-w-0 flex-[1_1_16rem] [overflow-wrap:anywhere]" dir="auto">
              {gap.message}
            </span>
            {gap.proof && (
              <span className="text-12 text-ink-3">
                line <ProofLine line={gap.proof.line} onOpenLine={onOpenLine} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

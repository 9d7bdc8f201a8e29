'use client';

import { ProofLine } from '@/components/reconcile/ProofLine';
import { StateMark } from '@/components/ui/StateMark';
import type { SeveredComparison } from '@/lib/reconcile/severed';

type Props = { readonly severed: readonly SeveredComparison[]; readonly onOpenLine: (line: number) => void };

const LOOK = {
  'as-predicted': { look: 'done', word: 'as predicted' },
  differs: { look: 'attention', word: 'differs' },
  unknown: { look: 'unknown', word: 'not predicted' },
} as const satisfies Record<SeveredComparison['verdict'], { look: string; word: string }>;

/** Subscribers that the inventory said an upgrade would sever, and those that were told. */
export const SeveredTable = ({ severed, onOpenLine }: Props) => (
  <section aria-label="Severed subscribers" className="pt-3">
    <h3 className="text-13 font-medium">Severed subscribers, predicted and told</h3>
    <ul>
      {severed.map((one) => (
        <li
          key={one.upgradeIndex}
          className="flex flex-wrap items-baseline gap-x-3 border-b border-line py-1.5 text-13"
        >
          <StateMark {...LOOK[one.verdict]} className="w-32 shrink-0" />
          <span className="font-mono text-12">{one.name ?? one.vatID}</span>
          <span className="min-w-0 flex-[1_1_16rem]">
            {one.observed} told. {one.why}
            {one.unforeseen.map(({ kpid, subscriber, name, line }) => (
              <span key={`${kpid} ${subscriber}`} className="block text-12 text-ink-3">
                {name ?? subscriber} by {kpid}, line <ProofLine line={line} onOpenLine={onOpenLine} />
              </span>
            ))}
          </span>
        </li>
      ))}
    </ul>
  </section>
);

'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { waitsFor } from '@/components/plan/PlanTable';
import { targetWords } from '@/components/plan/target-form';
import { buttonClass } from '@/components/ui/button-class';
import { CopyId } from '@/components/ui/CopyId';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { planLook } from '@/lib/plan/plan-look';
import type { PlanHead } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** The plan that comes next: at which height, its order at a glance, what it waits for, and what can be done. */
export function NextPlan({ view, action }: { view: PlanHead; action: ReactNode }) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-baseline gap-x-3 text-16">
          <StateMark {...planLook(view)} className="text-14" />
          <Link
            href={paths.plan(view.id)}
            className="min-w-0 font-medium [overflow-wrap:anywhere] hover:underline"
          >
            {view.title}
          </Link>
          <span className="text-13 tnum text-ink-2">
            {view.chain}, {targetWords(view.target) ?? 'no height yet'}
          </span>
        </p>
        <VatSequence view={view} />
        <p className="flex flex-wrap items-center gap-x-4 pt-1 text-13 text-ink-2">
          <CopyId value={view.digest} name="plan digest" />
          <span className="tnum">revision {view.revisionNo}</span>
          <span>
            changed <TimeAgo at={view.updatedAt} />
          </span>
          {!view.approved && <span className="text-ink">waits for {waitsFor(view)}</span>}
        </p>
      </div>
      <div className="flex gap-2">
        <Link href={paths.plan(view.id)} className={buttonClass({ size: 'large' })}>
          {view.approved ? 'Open plan' : 'Review plan'}
        </Link>
        {action}
      </div>
    </div>
  );
}

function VatSequence({ view: { vats, vatCount } }: { view: PlanHead }) {
  return (
    <ol aria-label="Vats in order" className="flex flex-wrap items-center gap-y-1 pt-1.5 font-mono text-12">
      {vats.map((vat, index) => (
        <li key={vat} className="flex items-center">
          {index > 0 && <ArrowRight size={12} aria-hidden className="mx-1.5 text-ink-3" />}
          {vat}
        </li>
      ))}
      {vatCount > vats.length && <li className="pl-2 text-ink-3">and {vatCount - vats.length} more</li>}
    </ol>
  );
}

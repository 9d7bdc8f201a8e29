'use client';

import { ArrowRight } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '@/components/ui/button-class';
import { CopyId } from '@/components/ui/CopyId';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { planLook, plannedVats } from '@/lib/plan/plan-look';
import type { PlanView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** The plan that comes next: its order at a glance, whether it waits for an approval, and what can be done. */
export function NextPlan({ view, action }: { view: PlanView; action: ReactNode }) {
  const { word, look } = planLook(view);
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3 border-b border-line py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="flex flex-wrap items-baseline gap-x-3 text-16">
          <StateMark look={look} word={word} className="text-14" />
          <Link
            href={paths.plan(view.id)}
            className="min-w-0 font-medium [overflow-wrap:anywhere] hover:underline"
          >
            {view.title}
          </Link>
        </p>
        <VatSequence vats={plannedVats(view)} />
        <p className="flex flex-wrap items-center gap-x-4 pt-1 text-13 text-ink-2">
          <CopyId value={view.digest} name="plan digest" />
          <span className="tnum">revision {view.revisionNo}</span>
          <span>
            changed <TimeAgo at={view.updatedAt} />
          </span>
          {look === 'waiting' && view.state !== 'withdrawn' && (
            <span>waits for an approval of this digest</span>
          )}
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

function VatSequence({ vats }: { vats: readonly string[] }) {
  return (
    <ol aria-label="Vats in order" className="flex flex-wrap items-center gap-y-1 pt-1.5 font-mono text-12">
      {vats.map((vat, index) => (
        <li key={vat} className="flex items-center">
          {index > 0 && <ArrowRight size={12} aria-hidden className="mx-1.5 text-ink-3" />}
          {vat}
        </li>
      ))}
    </ol>
  );
}

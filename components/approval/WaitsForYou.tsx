'use client';

import Link from 'next/link';
import type { Waiting } from '@/components/approval/waiting';
import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { paths } from '@/lib/url/paths';

/** What waits for the reader, each with the link to where it is done. */
export function WaitsForYou({ waiting }: { waiting: readonly Waiting[] }) {
  if (waiting.length === 0)
    return <p className="border-b border-line py-3 text-13 text-ink-2">Nothing waits for you.</p>;
  return (
    <ul aria-label="Waits for you">
      {waiting.map(({ plan, says }) => (
        <li
          key={plan.id}
          className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 text-13"
        >
          <StateMark look="attention" word="waits for you" />
          <Link href={paths.plan(plan.id, { tab: 'review' })} className="min-w-0 font-medium hover:underline">
            {plan.title}
          </Link>
          <span className="min-w-0 flex-1 text-ink-2">{says}</span>
          <span className="text-12 text-ink-3">
            since <TimeAgo at={plan.reviewRequestedAt ?? plan.updatedAt} />
          </span>
        </li>
      ))}
    </ul>
  );
}

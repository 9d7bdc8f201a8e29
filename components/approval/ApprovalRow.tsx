'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/Button';
import { CopyId } from '@/components/ui/CopyId';
import { cn } from '@/components/ui/cn';
import { type Look, StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import type { ApprovalView } from '@/lib/plan/plan-view';

type Standing = { look: Look; word: string; counts: boolean; because: string | null };

/** How one decision stands now. */
function standing({ decision, stale, withdrawnAt }: ApprovalView): Standing {
  const word = decision === 'approve' ? 'approved' : 'declined';
  if (withdrawnAt !== null) return { look: 'waiting', word, counts: false, because: 'withdrawn' };
  if (stale) return { look: 'waiting', word, counts: false, because: 'stale: the plan changed since' };
  return { look: decision === 'approve' ? 'done' : 'failed', word, counts: true, because: null };
}

type Props = { approval: ApprovalView; changesSince: (approval: ApprovalView) => ReactNode };

/** One decision; struck, with the reason and what changed since, when it does not count any more. */
export function ApprovalRow({ approval, changesSince }: Props) {
  const [open, setOpen] = useState(false);
  const { look, word, counts, because } = standing(approval);
  return (
    <li className="flex flex-col border-t border-line py-1.5 text-13">
      <div className="flex flex-wrap items-center gap-x-2">
        <StateMark look={look} word={word} className={cn(!counts && 'line-through')} />
        <span className={cn(!counts && 'text-ink-3 line-through')}>{approval.actor}</span>
        <span className="ml-auto text-12 text-ink-3">
          <TimeAgo at={approval.createdAt} />
        </span>
      </div>
      {approval.reason && <p className="pl-5 text-ink-2 [overflow-wrap:anywhere]">“{approval.reason}”</p>}
      <div className="flex flex-wrap items-center gap-x-2 pl-5 text-12 text-ink-3">
        {because ?? 'this digest'} <CopyId value={approval.digest} name="approved digest" />
        {approval.stale && (
          <Button size="small" look="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide' : 'What changed since'}
          </Button>
        )}
      </div>
      {open && <div className="pl-5">{changesSince(approval)}</div>}
    </li>
  );
}

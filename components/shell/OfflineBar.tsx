'use client';

import { StateMark } from '@/components/ui/StateMark';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { DoorError } from '@/lib/client/door';
import { useStatus } from '@/lib/client/use-status';

/** Says that what is on the page is old because the server does not answer. */
export function OfflineBar() {
  const { error, failureReason, dataUpdatedAt } = useStatus();
  const silence = error ?? failureReason;
  if (!(silence instanceof DoorError) || silence.status !== 0) return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 border-b border-line bg-attention-soft px-4 py-1 text-13"
    >
      <StateMark look="attention" word="The server does not answer" />
      <span className="text-ink-2">
        Shown as it was {dataUpdatedAt > 0 ? <TimeAgo at={dataUpdatedAt} /> : 'when it was read'}. Check that
        Vatdeck runs (npm start); this page goes on by itself.
      </span>
    </div>
  );
}

'use client';

import type { ReactNode } from 'react';
import { Button } from '@/components/ui/Button';
import { StateMark } from '@/components/ui/StateMark';

type Props = {
  /** What happened, as a sentence: "The list of runs could not be read." */
  what: string;
  /** What the machine said, and where. */
  where?: string | undefined;
  /** What to do about it. */
  todo: ReactNode;
  retry?: () => void;
  retryWord?: string;
};

/** What happened, where, and what to do, with the way to try again. */
export function ErrorState({ what, where, todo, retry, retryWord = 'Try again' }: Props) {
  return (
    <div role="alert" className="flex flex-col items-start gap-2 border-y border-line py-4 text-13">
      <StateMark look="failed" word={what} />
      {where && <p className="font-mono text-12 break-all text-ink-2">{where}</p>}
      <div className="max-w-prose text-ink-2">{todo}</div>
      {retry && <Button onClick={retry}>{retryWord}</Button>}
    </div>
  );
}

import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

/** The five looks of a state, and the pattern of an end that nobody saw. */
export type Look = 'waiting' | 'running' | 'done' | 'attention' | 'failed' | 'unknown';

const COLOUR: Record<Look, string> = {
  waiting: 'text-waiting',
  running: 'text-running',
  done: 'text-done',
  attention: 'text-attention',
  failed: 'text-failed',
  unknown: 'text-waiting',
};

const stroke = { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const;
const cut = { ...stroke, stroke: 'var(--color-bg)', strokeWidth: 1.75, strokeLinecap: 'round' } as const;

const SHAPE: Record<Look, ReactNode> = {
  waiting: <circle cx="7" cy="7" r="5.25" {...stroke} />,
  running: (
    <>
      <circle cx="7" cy="7" r="5.25" {...stroke} />
      <circle cx="7" cy="7" r="2.5" fill="currentColor" className="animate-breathe" />
    </>
  ),
  done: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="M4.2 7.3 6.2 9.2 9.8 5" {...cut} />
    </>
  ),
  attention: (
    <>
      <path d="M7 .9 13.6 12.6H.4Z" fill="currentColor" stroke="currentColor" strokeLinejoin="round" />
      <path d="M7 4.8v3.6M7 10.6v.1" {...cut} />
    </>
  ),
  failed: (
    <>
      <circle cx="7" cy="7" r="6" fill="currentColor" />
      <path d="m4.8 4.8 4.4 4.4m0-4.4-4.4 4.4" {...cut} />
    </>
  ),
  unknown: (
    <>
      <circle cx="7" cy="7" r="5.25" {...stroke} strokeDasharray="2.2 1.4" />
      <path d="M3.2 9.4 9.4 3.2M4.9 11 11 4.9" {...stroke} strokeWidth={1.1} />
    </>
  ),
};

/** The sign of a state alone; only where its word stands beside it. */
export const StateIcon = ({ look, className }: { look: Look; className?: string }) => (
  <svg viewBox="0 0 14 14" aria-hidden className={cn('size-3.5 shrink-0', COLOUR[look], className)}>
    {SHAPE[look]}
  </svg>
);

/** A state as icon, word and colour; it stands left of the name it belongs to. */
export function StateMark({ look, word, className }: { look: Look; word: string; className?: string }) {
  return (
    <span
      data-look={look}
      className={cn(
        'inline-flex items-center gap-1.5 whitespace-nowrap align-top font-medium',
        COLOUR[look],
        className,
      )}
    >
      <StateIcon look={look} />
      {word}
    </span>
  );
}

import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

const badgeClass = cva(
  'inline-flex items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-12 font-medium tnum',
  {
    variants: {
      tone: {
        neutral: 'bg-ink/6 text-ink-2',
        accent: 'bg-accent-soft text-accent',
        waiting: 'bg-waiting-soft text-waiting',
        running: 'bg-running-soft text-running',
        done: 'bg-done-soft text-done',
        attention: 'bg-attention-soft text-attention',
        failed: 'bg-failed-soft text-failed',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
);

/** A count or a kind beside a name. A state is a StateMark, not a badge. */
export const Badge = ({
  tone,
  className,
  children,
}: VariantProps<typeof badgeClass> & { className?: string; children: ReactNode }) => (
  <span className={cn(badgeClass({ tone }), className)}>{children}</span>
);

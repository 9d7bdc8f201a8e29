'use client';

import { Check, Copy } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import { Tooltip } from '@/components/ui/Tooltip';
import { useCopy } from '@/components/ui/use-copy';

type Props = {
  /** The full value, copied and shown on hover. */
  value: string;
  /** What it is: "plan digest", "run id". */
  name: string;
  /** How many characters are shown. */
  shown?: number;
  className?: string;
};

/** A short id with its full value on hover; a press copies it. */
export function CopyId({ value, name, shown = 8, className }: Props) {
  const { copy, said } = useCopy();
  const Icon = said === 'copied' ? Check : Copy;
  return (
    <Tooltip
      text={
        said === 'failed' ? `Could not copy; select it: ${value}` : <span className="break-all">{value}</span>
      }
    >
      <button
        type="button"
        aria-label={`Copy ${name} ${value.slice(0, shown)}`}
        onClick={() => copy(value)}
        className={cn(
          'inline-flex items-center gap-1 rounded-sm align-middle font-mono text-12 text-ink-2 hover:text-ink',
          className,
        )}
      >
        {value.slice(0, shown)}
        <Icon size={12} aria-hidden className={said === 'copied' ? 'text-ink' : 'text-ink-3'} />
        <output className="sr-only">{said === 'copied' ? `${name} copied` : ''}</output>
      </button>
    </Tooltip>
  );
}

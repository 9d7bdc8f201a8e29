import { cn } from '@/components/ui/cn';

type Props = {
  value: number;
  /** null while the end is not known: the bar is hatched and gives no share. */
  max: number | null;
  label: string;
  className?: string;
};

/** How much is done of how much. */
export function Progress({ value, max, label, className }: Props) {
  const share = max === null || max <= 0 ? null : Math.min(1, Math.max(0, value / max));
  return (
    <div className={cn('h-1.5 overflow-hidden rounded-full bg-ink/10', className)}>
      {/* Browsers draw their own bar each in its way: theirs is read out, ours is seen. */}
      <progress
        className="sr-only"
        aria-label={label}
        max={1}
        {...(share === null ? {} : { value: share })}
      />
      <div
        aria-hidden
        className={cn('h-full rounded-full text-running', share === null ? 'hatch w-full' : 'bg-running')}
        style={share === null ? undefined : { width: `${share * 100}%` }}
      />
    </div>
  );
}

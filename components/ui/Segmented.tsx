'use client';

import { RadioGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';

type Option<T extends string> = { value: T; label: string; icon?: ReactNode };
type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
  className?: string;
};

/** One choice of a few, all in sight. */
export function Segmented<T extends string>({ label, value, options, onChange, className }: Props<T>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value}
      onValueChange={choose}
      className={cn('inline-flex rounded-md border border-line p-px', className)}
    >
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          title={option.label}
          aria-label={option.label}
          className="flex h-6 min-w-6 items-center justify-center rounded-sm px-1.5 text-12 text-ink-3 hover:text-ink data-[state=checked]:bg-ink/8 data-[state=checked]:text-ink"
        >
          {option.icon ?? option.label}
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

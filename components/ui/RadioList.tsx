'use client';

import { RadioGroup } from 'radix-ui';

type Option<T extends string> = { value: T; title: string; says: string };
type Props<T extends string> = {
  label: string;
  value: T;
  options: readonly Option<T>[];
  onChange: (value: T) => void;
};

/** One choice of several, each with a sentence that says what it means. */
export function RadioList<T extends string>({ label, value, options, onChange }: Props<T>) {
  const choose = (chosen: string) => {
    const option = options.find((candidate) => candidate.value === chosen);
    if (option) onChange(option.value);
  };
  return (
    <RadioGroup.Root aria-label={label} value={value} onValueChange={choose} className="flex flex-col">
      {options.map((option) => (
        <RadioGroup.Item
          key={option.value}
          value={option.value}
          className="group flex items-start gap-2.5 border-b border-line px-1 py-1.5 text-left last:border-0 hover:bg-ink/3"
        >
          <span
            aria-hidden
            className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-ink-3 group-data-[state=checked]:border-accent"
          >
            <RadioGroup.Indicator className="size-2 rounded-full bg-accent" />
          </span>
          <span className="text-13">
            <span className="block font-medium">{option.title}</span>
            <span className="block text-ink-2">{option.says}</span>
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

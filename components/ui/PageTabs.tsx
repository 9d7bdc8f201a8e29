'use client';

import { cn } from '@/components/ui/cn';

type Props<Name extends string> = {
  /** What the parts are of: "Parts of the plan". */
  label: string;
  tab: Name;
  /** Name, word, and how many there are in it (null: it is not counted). */
  tabs: readonly (readonly [name: Name, word: string, count: number | null])[];
  onTab: (tab: Name) => void;
};

/** The parts of a page; each is a link of its own, which the page keeps. */
export function PageTabs<Name extends string>({ label, tab, tabs, onTab }: Props<Name>) {
  return (
    <nav
      aria-label={label}
      className="-mx-4 mb-4 flex overflow-x-auto border-b border-line px-4 md:mx-0 md:px-0"
    >
      {tabs.map(([name, word, count]) => (
        <button
          key={name}
          type="button"
          aria-current={name === tab ? 'page' : undefined}
          onClick={() => onTab(name)}
          className={cn(
            'flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-13 text-ink-2 hover:text-ink',
            name === tab && 'border-accent text-ink',
          )}
        >
          {word}
          {count !== null && <span className="text-12 tnum text-ink-3">{count}</span>}
        </button>
      ))}
    </nav>
  );
}

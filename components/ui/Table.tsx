import type { ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';

/**
 * A dense table with lines between rows; it scrolls sideways by itself on narrow screens. The margin is room for focus rings; what
 * only a screen reader sees is placed in it, or it would make the whole page scroll. `scrolls`: its name, where nothing in it takes
 * the focus: the keyboard then scrolls the table itself.
 */
export const Table = ({ className, scrolls, ...rest }: ComponentProps<'table'> & { scrolls?: string }) => (
  <div
    className="relative -m-1 overflow-x-auto p-1"
    {...(scrolls === undefined ? {} : { role: 'group', 'aria-label': scrolls, tabIndex: 0 })}
  >
    <table className={cn('w-full border-collapse text-13', className)} {...rest} />
  </div>
);

export const TableHead = (props: ComponentProps<'thead'>) => <thead {...props} />;
export const TableBody = (props: ComponentProps<'tbody'>) => <tbody {...props} />;

export const Row = ({ className, ...rest }: ComponentProps<'tr'>) => (
  <tr className={cn('h-8 border-b border-line hover:bg-ink/3', className)} {...rest} />
);

/** `figures`: the column holds numbers; they align to the right, units belong in its heading. */
export const Heading = ({ className, figures, ...rest }: ComponentProps<'th'> & { figures?: boolean }) => (
  <th
    scope="col"
    className={cn(
      'h-7 whitespace-nowrap border-b border-line px-2 text-left text-12 font-normal text-ink-3 first:pl-0 last:pr-0',
      figures && 'text-right',
      className,
    )}
    {...rest}
  />
);

/** Over a column of buttons: its name is for those who hear it. */
export const ActionsHeading = () => (
  <Heading>
    <span className="sr-only">Actions</span>
  </Heading>
);

export const Cell = ({ className, figures, ...rest }: ComponentProps<'td'> & { figures?: boolean }) => (
  <td
    className={cn(
      'px-2 first:pl-0 last:pr-0',
      figures && 'whitespace-nowrap text-right font-mono tnum',
      className,
    )}
    {...rest}
  />
);

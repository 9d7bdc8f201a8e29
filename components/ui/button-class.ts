import { cva } from 'class-variance-authority';

/** The look of a button, for links that are the next action too. */
export const buttonClass = cva(
  'inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md border font-medium transition-colors aria-disabled:cursor-not-allowed',
  {
    variants: {
      look: {
        primary:
          'border-transparent bg-accent text-accent-ink hover:bg-accent/90 aria-disabled:border-line aria-disabled:bg-raised aria-disabled:text-ink-3',
        plain:
          'border-line-strong bg-raised text-ink hover:border-ink-3 aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-ink-3',
        quiet:
          'border-transparent text-ink-2 hover:bg-ink/6 hover:text-ink data-[state=open]:bg-ink/6 data-[state=open]:text-ink aria-disabled:bg-transparent aria-disabled:text-ink-3',
        // What cannot be taken back is outlined, not red: red says that something failed.
        danger:
          'border-ink bg-raised text-ink hover:bg-ink hover:text-bg aria-disabled:border-line aria-disabled:bg-transparent aria-disabled:text-ink-3',
      },
      size: {
        small: 'h-6 px-2 text-12',
        normal: 'h-7 px-2.5 text-13',
        large: 'h-9 px-4 text-14',
        icon: 'size-7 text-13',
      },
    },
    defaultVariants: { look: 'plain', size: 'normal' },
  },
);

import { type ClassValue, clsx } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

/** Our sizes are numbers (`text-13`), which tailwind-merge would take for colours and drop beside one. */
const merge = extendTailwindMerge({
  extend: {
    classGroups: { 'font-size': [{ text: ['12', '13', '14', '16', '20', '28'] }] },
  },
});

/** Joins class names; of two that contradict each other the later wins. */
export const cn = (...classes: ClassValue[]): string => merge(clsx(classes));

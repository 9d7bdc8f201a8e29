import { err, ok, type Result } from '@/lib/base/result';
import type { Target } from '@/lib/plan/plan';

export type TargetForm = { readonly from: string; readonly to: string };

/** A target as its two fields show it: a height, a window, or nothing. */
export function targetForm(target: Target | null): TargetForm {
  if (target === null) return { from: '', to: '' };
  return 'height' in target
    ? { from: String(target.height), to: '' }
    : { from: String(target.from), to: String(target.to) };
}

const height = (text: string): number | null => {
  const plain = text.replaceAll(/[,_\s]/g, '');
  return /^[1-9]\d{0,11}$/.test(plain) ? Number(plain) : null;
};

/** The target that the fields describe; thousands may be set apart. */
export function readTarget({ from, to }: TargetForm): Result<Target | null> {
  if (from.trim() === '' && to.trim() === '') return ok(null);
  const first = height(from);
  if (first === null) return err('A block height: a whole number above 0.');
  if (to.trim() === '') return ok({ height: first });
  const last = height(to);
  if (last === null || last < first) return err('A window ends at a height that is not below its first.');
  return ok({ from: first, to: last });
}

const figures = new Intl.NumberFormat('en-GB');

/** Where it happens, in words: "height 21,000,000", "heights 1 to 9"; null where nobody has said. */
export function targetWords(target: Target | null): string | null {
  if (target === null) return null;
  return 'height' in target
    ? `height ${figures.format(target.height)}`
    : `heights ${figures.format(target.from)} to ${figures.format(target.to)}`;
}

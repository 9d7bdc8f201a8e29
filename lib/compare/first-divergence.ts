import type { CrankFacts } from '@/lib/compare/crank-facts';

export const AGREED = ['activityhash', 'computrons', 'syscalls', 'result'] as const;

/** The first crank that two nodes of one chain carried out differently, and in what. */
export type Divergence = {
  readonly crankNum: number;
  readonly fields: readonly (typeof AGREED)[number][];
  readonly a: CrankFacts;
  readonly b: CrankFacts;
};

/** `shared`: how many cranks both logs have, up to the divergence or the end of one of them. */
export type Agreement = { readonly shared: number; readonly divergence: Divergence | null };

/** With what both logs say of that crank, line by line. */
export type NodeAgreement = {
  readonly shared: number;
  readonly divergence:
    | (Divergence & { readonly rawA: readonly string[]; readonly rawB: readonly string[] })
    | null;
};

/**
 * Holds cranks of two nodes against each other in rising order and stops at the first that differs; cranks that only one log has are
 * passed over. Both are read once. `shared` of 0 with a divergence says that the logs may be of different chains.
 */
export async function firstDivergence(
  a: AsyncIterator<CrankFacts>,
  b: AsyncIterator<CrankFacts>,
): Promise<Agreement> {
  let shared = 0;
  let [left, right] = await Promise.all([a.next(), b.next()]);
  while (!left.done && !right.done) {
    const [ours, theirs] = [left.value, right.value];
    if (ours.crankNum < theirs.crankNum) left = await a.next();
    else if (ours.crankNum > theirs.crankNum) right = await b.next();
    else {
      const fields = AGREED.filter((field) => differs(ours[field], theirs[field]));
      if (fields.length > 0)
        return { shared, divergence: { crankNum: ours.crankNum, fields, a: ours, b: theirs } };
      shared += 1;
      [left, right] = await Promise.all([a.next(), b.next()]);
    }
  }
  return { shared, divergence: null };
}

/** A hash that one of them does not have (kernels of before u6) tells nothing. */
const differs = (ours: string | number | null, theirs: string | number | null): boolean =>
  ours !== theirs && ours !== null && theirs !== null;

import { atFact, type DocumentRule, type Found } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';
import type { Fact } from '@/lib/upgrade/fold/state';

/** What every kernel writes of every crank. */
const ALWAYS = [
  'crank-start',
  'crank-finish',
  'deliver',
  'deliver-result',
  'syscall',
  'syscall-result',
  'clist',
];

function found(fact: Fact): Found {
  const { after, next, open } = fact.params;
  const said =
    open === undefined
      ? `Crank numbers jump from ${after} to ${next}`
      : `A ${open} begins before the last one is finished`;
  return atFact(fact, `${said}: lines are missing.`);
}

/**
 * The crank number never skips within a process, not even over an aborted crank; a run or a block begins when the last one is over.
 * Trap: filtered files have gaps by intention. Where most of what kernels always write is missing, that is said once.
 */
export const logGap: DocumentRule = {
  rule: 'log-gap',
  severity: 'warning',
  upstream: UPSTREAM.slogger,
  on: 'document',
  find: ({ facts, source }) => {
    const gaps = facts.filter(({ kind, lost }) => kind === 'log-gap' && !lost);
    const [first] = gaps;
    const missing = ALWAYS.filter((type) => source.entryTypes[type] === undefined);
    if (!first || missing.length <= ALWAYS.length / 2) return gaps.map(found);
    return [
      {
        ...atFact(first, `The log was filtered: it has gaps and no entry of ${missing.join(', ')}.`),
        params: { filtered: true, gaps: gaps.length },
      },
    ];
  },
};

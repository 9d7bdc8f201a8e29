import type { Upgrade } from '@/lib/upgrade/analysis';
import { type DocumentRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/** Was each asked for only after the one before was acknowledged? Then one proposal upgrades vats one after the other. */
const isSequential = (upgrades: readonly Upgrade[]): boolean =>
  upgrades.every(({ routingCrank }, i) => {
    const before = i === 0 ? null : (upgrades[i - 1]?.callback?.crankNum ?? Number.POSITIVE_INFINITY);
    return before === null || (routingCrank !== null && routingCrank > before);
  });

/**
 * Several upgrades in one run: what each caused is mixed with the others'.
 * Trap: one proposal may upgrade vats one after the other, each asked for after the former's callback; marked `sequential`.
 */
export const sharedRun: DocumentRule = {
  rule: 'shared-run',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'document',
  find: ({ upgrades, runs }) => {
    const lasting = upgrades.filter(({ lost }) => !lost);
    return [...new Set(lasting.map(({ runIndex }) => runIndex ?? -1))].flatMap((index) => {
      const own = lasting.filter(({ runIndex }) => runIndex === index);
      const run = runs[index];
      if (!run || own.length < 2) return [];
      const { blockHeight, runNum, startLine, startByte, startTime } = run;
      const sequential = isSequential(own);
      return [
        {
          line: startLine,
          byte: startByte,
          time: startTime,
          message: `${own.length} upgrades shared run ${runNum} of block ${blockHeight}${sequential ? ', one after the other' : ''}.`,
          params: { upgrades: own.length, blockHeight, runNum, sequential },
        },
      ];
    });
  },
};

import { type RunRule } from '@/lib/upgrade/findings/rule';
import { UPSTREAM } from '@/lib/upgrade/findings/upstream';

/**
 * Several upgrades in one run: what each caused is mixed with the others'.
 * Trap: one proposal may upgrade vats one after the other, each asked for after the former's callback; then each is isolated.
 */
export const sharedRun: RunRule = {
  rule: 'shared-run',
  severity: 'warning',
  upstream: UPSTREAM.launchChain,
  on: 'runs',
  find: ({ upgrades, blockHeight, runNum, startLine, startByte, startTime }) =>
    upgrades.length < 2
      ? []
      : [
          {
            line: startLine,
            byte: startByte,
            time: startTime,
            message: `${upgrades.length} upgrades shared run ${runNum} of block ${blockHeight}.`,
            params: { upgrades: upgrades.length, blockHeight, runNum },
          },
        ],
};

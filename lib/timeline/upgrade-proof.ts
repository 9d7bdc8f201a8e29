import { assertNever } from '@/lib/base/assert';
import type { Look } from '@/lib/timeline/marks';
import type { Upgrade } from '@/lib/upgrade/analysis';

/** One state that an upgrade went through, what proves it, and the line that does; null while not reached. */
export type ProofStep = {
  readonly word: string;
  readonly says: string;
  readonly look: Look;
  readonly line: number | null;
};

const step = (word: string, says: string, line: number | null, look: Look): ProofStep => ({
  word,
  says,
  look,
  line,
});

/** What is not reached waits while the log may go on, and is unknown after its end. */
const open = (live: boolean): Look => (live ? 'waiting' : 'unknown');

function outcomeStep(upgrade: Upgrade, live: boolean): ProofStep {
  const last = upgrade.endLine;
  switch (upgrade.outcome) {
    case 'upgraded':
      return step('upgraded', 'new code started; the crank finished', last, 'done');
    case 'rolled-back':
      return step('rolled back', 'new code did not start; the old incarnation goes on', last, 'failed');
    case 'no-op':
      return step('no effect', 'the vat was gone: the crank delivers nothing', last, 'attention');
    case 'interrupted':
      return step('outcome', 'the crank has not finished', null, open(live));
    default:
      return assertNever(upgrade.outcome);
  }
}

function committedStep(upgrade: Upgrade, live: boolean): ProofStep {
  if (upgrade.lost) return step('lost', 'its block was executed again by a later process', null, 'attention');
  if (upgrade.committed === true) return step('committed', 'its block was committed', null, 'done');
  if (upgrade.committed === null && upgrade.blockHeight === null)
    return step('committed', 'this log has no blocks', null, 'unknown');
  return step('committed', 'its block is not committed', null, open(live));
}

/** The state machine of one upgrade (domain/vat-upgrade.md 12.1) with the line that proves each state. */
export function upgradeProof(upgrade: Upgrade, live: boolean): ProofStep[] {
  const { callback, progress, severed } = upgrade;
  const told = severed.flatMap(({ line }) => (line === null ? [] : [line]));
  const running = upgrade.outcome === 'interrupted' && live ? 'running' : 'done';
  const settled = progress === 'settled';
  return [
    step('running', 'the delivery crank began', upgrade.startLine, running),
    outcomeStep(upgrade, live),
    callback
      ? step(
          'acknowledged',
          callback.message ?? 'vatAdmin was told the outcome',
          callback.line,
          callback.ok ? 'done' : 'failed',
        )
      : step('acknowledged', 'vatAdmin was not told yet', null, open(live)),
    step(
      'settled',
      settled ? 'everybody cut off was told' : 'work it caused is left',
      told.length > 0 ? Math.max(...told) : null,
      settled ? 'done' : open(live),
    ),
    committedStep(upgrade, live),
  ];
}

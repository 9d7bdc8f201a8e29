import { codeSteps, type Plan } from '@/lib/plan/plan';

/** A line that the node's console shows (or should not show): a regular expression, what it says, what to do if it does not come. */
export type ExpectedLine = {
  readonly pattern: string;
  readonly says: string;
  readonly otherwise: string;
};

const literal = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

const heightPattern = (target: Plan['target']): string =>
  target !== null && 'height' in target ? String(target.height) : '\\d+';

/**
 * What the console of a node says during this plan, in order (`domain/users.md` 5.8; agoric-sdk golang/cosmos/app/upgrade.go,
 * packages/cosmic-swingset/src/launch-chain.js, packages/SwingSet/src/kernel/kernel.js).
 */
export function expectedLines(plan: Plan): ExpectedLine[] {
  const name = literal(plan.upgradeName);
  const height = heightPattern(plan.target);
  const upgrades = codeSteps(plan).flatMap((step) => step.proposals.flatMap((proposal) => proposal.upgrades));
  return [
    {
      pattern: `UPGRADE "${name}" NEEDED at height:? ?${height}`,
      says: 'The old binary stops; the "CONSENSUS FAILURE" behind it is meant.',
      otherwise:
        'The height has not come, or the node follows another chain: check its height against others.',
    },
    {
      pattern: `applying upgrade "${name}" at height:? ?${height}`,
      says: 'The new binary takes over.',
      otherwise: 'The service still starts the old binary: check which one it runs.',
    },
    {
      pattern: 'Launching SwingSet kernel',
      says: 'Migrations of the stores are over; the kernel starts.',
      otherwise:
        'Migrations may be silent for more than an hour: look at CPU and disk before you do anything.',
    },
    {
      pattern: 'Launched SwingSet kernel',
      says: 'The kernel is ready.',
      otherwise: 'Replay and page-in are silent: wait at least as long as the table of phases says.',
    },
    {
      pattern: `block ${height} begin`,
      says: 'Bundles are made and installed; the block of the upgrade begins.',
      otherwise: 'Bundling is silent: wait at least as long as the table of phases says.',
    },
    ...upgrades.map(({ vat, incarnation }) => ({
      pattern: `vat \\S+ upgraded from incarnation ${incarnation === null ? '\\d+ to \\d+' : `${incarnation - 1} to ${incarnation}`}`,
      says: `${vat} runs its new code.`,
      otherwise: `Look for "failed to upgrade": if it is there, ${vat} goes on with its old code; tell the contacts.`,
    })),
    {
      pattern: `block ${height} commit`,
      says: 'The upgrade is committed.',
      otherwise: 'The block is not over: do not restart the node, it would execute the whole block again.',
    },
  ];
}

/** Lines that mean trouble whenever they come. */
export const TROUBLE_LINES: readonly ExpectedLine[] = [
  {
    pattern: 'WARNING: vat \\S+ failed to upgrade',
    says: 'A vat could not start its new code and goes on with the old one.',
    otherwise: 'Tell the contacts; do not restart.',
  },
  { pattern: 'CORE_EVAL failed', says: 'A step failed.', otherwise: 'Tell the contacts; do not restart.' },
  {
    pattern: 'kernel terminating vat',
    says: 'A vat ended for ever, unless this report lists it as terminated.',
    otherwise: 'Tell the contacts; keep the slog.',
  },
  {
    pattern: '##### KERNEL PANIC',
    says: 'The kernel stopped. The block is not committed.',
    otherwise: 'Stop the node, keep its state and slog, tell the contacts.',
  },
  {
    pattern: 'anachrophobia',
    says: 'The replay of a vat differs from its transcript: wrong Node, worker or bundle version.',
    otherwise: 'Stop the node; check the build against the release.',
  },
  {
    pattern: 'wrong Block\\.Header\\.AppHash',
    says: 'This node computed something else than the others.',
    otherwise: 'Stop the node, keep the slog, compare it with another node’s.',
  },
];

import type { Analysis, Finding, Severed, Summary, UpgradeOutcome } from '@/lib/upgrade/analysis';

/** vat ids in the order of their numbers. */
const byNumber = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1));

export type Fate = 'pending' | 'self' | 'resubscribed' | 'later' | 'replaced' | 'gave-up';

/** What became of a subscriber whose promise an upgrade severed; `domain/vat-upgrade.md` 7. */
export function fateOf(severed: Severed): Fate {
  if (severed.resubscribed) return 'resubscribed';
  if (severed.self) return 'self';
  if (severed.resubscribedLater) return 'later';
  if (severed.subscriberReplacedSince) return 'replaced';
  return severed.line === null ? 'pending' : 'gave-up';
}

/** The totals of a document; work that was lost and done again is counted once. */
export function summarise(
  { upgrades, runs }: Pick<Analysis<unknown>, 'upgrades' | 'runs'>,
  findings: readonly Finding[],
  open: boolean,
): Summary {
  const byOutcome: Record<UpgradeOutcome, number> = {
    upgraded: 0,
    'rolled-back': 0,
    'no-op': 0,
    interrupted: 0,
  };
  for (const { outcome } of upgrades) byOutcome[outcome] += 1;
  const lasting = upgrades.filter(({ lost }) => !lost);
  const severed = lasting.flatMap((upgrade) => upgrade.severed);
  const count = (fate: Fate): number => severed.filter((item) => fateOf(item) === fate).length;
  const upgraded = lasting.filter(({ outcome }) => outcome === 'upgraded').map(({ vatID }) => vatID);
  const slowest = runs.reduce((most, run) => Math.max(most, run.seconds ?? 0), 0);
  return {
    upgradesAttempted: upgrades.length,
    byOutcome,
    upgradedVats: [...new Set(upgraded)].sort(byNumber),
    severedPromises: severed.length,
    resubscribed: count('resubscribed'),
    gaveUp: count('gave-up'),
    subscriberReplaced: count('replaced'),
    runs: runs.length,
    emptyRuns: runs.filter((run) => run.deliveryCranks === 0).length,
    slowestRunSeconds: runs.some((run) => run.seconds !== null) ? slowest : null,
    blockers: findings.filter(({ severity }) => severity === 'blocker').length,
    warnings: findings.filter(({ severity }) => severity === 'warning').length,
    open,
  };
}

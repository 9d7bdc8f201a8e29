import { codeSteps, type Plan } from '@/lib/plan/plan';
import { reconcile } from '@/lib/reconcile/reconcile';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

export type Seen = {
  readonly upgrade: Upgrade;
  readonly subscribers: readonly string[];
  readonly gaveUp: readonly string[];
};

function seenOf(upgrade: Upgrade): Seen {
  const others = upgrade.severed.filter(({ self, line }) => !self && line !== null);
  const named = (of: typeof others): string[] => [
    ...new Set(of.map(({ subscriber, subscriberName }) => subscriberName ?? subscriber)),
  ];
  return {
    upgrade,
    subscribers: named(others),
    gaveUp: named(
      others.filter((s) => !s.resubscribed && !s.resubscribedLater && !s.subscriberReplacedSince),
    ),
  };
}

/** What a log shows of each planned upgrade that it saw, by `stepId/place in the step`. */
export function evidenceOf(plan: Plan, analysis: Analysis<unknown>): Map<string, Seen> {
  const seen = new Map<string, Seen>();
  const places = new Map<string, number>();
  for (const { stepIndex, upgradeIndex } of reconcile(plan, analysis).planned) {
    const stepId = codeSteps(plan)[stepIndex]?.id ?? '';
    const place = places.get(stepId) ?? 0;
    places.set(stepId, place + 1);
    const upgrade = upgradeIndex === null ? undefined : analysis.upgrades[upgradeIndex];
    if (upgrade) seen.set(`${stepId}/${place}`, seenOf(upgrade));
  }
  return seen;
}

import { assertNever } from '@/lib/base/assert';
import type { Fate, Look } from '@/lib/timeline/marks';
import type { Analysis, Severed, Upgrade } from '@/lib/upgrade/analysis';

export type LookAndWord = { readonly look: Look; readonly word: string };

/** Was this crank cut off by a restart of the process? Then the log going on does not make it run on. */
const cutByRestart = (upgrade: Upgrade, analysis: Pick<Analysis, 'processStarts'>): boolean =>
  analysis.processStarts.some(({ line }) => line > upgrade.startLine);

/** The state an upgrade is shown in. `live`: the log may still go on; an open end of an ended log is never "done". */
export function upgradeLook(
  upgrade: Upgrade,
  analysis: Pick<Analysis, 'processStarts'>,
  live: boolean,
): LookAndWord {
  if (upgrade.lost) return { look: 'attention', word: 'lost' };
  switch (upgrade.outcome) {
    case 'upgraded':
      return { look: 'done', word: 'upgraded' };
    case 'rolled-back':
      return { look: 'failed', word: 'rolled back' };
    case 'no-op':
      return { look: 'attention', word: 'no effect' };
    case 'interrupted':
      return live && !cutByRestart(upgrade, analysis)
        ? { look: 'running', word: 'running' }
        : { look: 'unknown', word: 'unknown end' };
    default:
      return assertNever(upgrade.outcome);
  }
}

/** What became of one subscriber; null for the upgraded vat's own subscription, which needs no fate. */
export function severedFate(severed: Severed): Fate | null {
  if (severed.self) return null;
  if (severed.resubscribed || severed.resubscribedLater) return 'came-back';
  return severed.subscriberReplacedSince ? 'replaced' : 'gave-up';
}

export const FATE_WORDS: Record<Fate, string> = {
  'came-back': 'came back',
  'gave-up': 'gave up',
  replaced: 'replaced',
};

export type FateCounts = Record<Fate, number>;

/** How many subscribers of an upgrade had which fate. */
export function countFates(upgrade: Upgrade): FateCounts {
  const counts: FateCounts = { 'came-back': 0, 'gave-up': 0, replaced: 0 };
  for (const severed of upgrade.severed) {
    const fate = severedFate(severed);
    if (fate) counts[fate] += 1;
  }
  return counts;
}

/** `0 → 1` in words of a timeline; `0 ↩` when the old incarnation goes on; `0 → ?` while nobody knows. */
export function incarnationLabel({ incarnationBefore, incarnationAfter, outcome }: Upgrade): string {
  const before = incarnationBefore ?? '?';
  if (outcome === 'rolled-back') return `${before} ↩`;
  return `${before} → ${incarnationAfter ?? '?'}`;
}

import type { BoardRow } from '@/lib/timeline/board';
import { openEnd } from '@/lib/timeline/extent';
import { incarnationLabel, upgradeLook } from '@/lib/timeline/looks';
import type { Bar } from '@/lib/timeline/marks';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

/** When the last thing that an upgrade caused was seen: its callback or the last subscriber told. */
function aftermathEnd(upgrade: Upgrade): number | null {
  const times = [upgrade.callback?.time ?? null, ...upgrade.severed.map(({ time }) => time)];
  return times.reduce((last, time) => (time === null ? last : Math.max(last ?? time, time)), null);
}

/** The crank of an upgrade, and the tail until its callback and the last subscriber told. */
function barsOf(analysis: Analysis, upgrade: Upgrade, index: number, live: boolean): Bar[] {
  if (upgrade.startTime === null) return [];
  const { look, word } = upgradeLook(upgrade, analysis, live);
  const common = {
    word,
    label: incarnationLabel(upgrade),
    target: { kind: 'upgrade', id: String(index) },
  } as const;
  const { at, cut } = openEnd(analysis, upgrade.startLine);
  const end = upgrade.endTime ?? (cut ? at : null);
  const crank: Bar = { ...common, start: upgrade.startTime, end, look, part: 'upgrade' };
  const settled = aftermathEnd(upgrade);
  if (upgrade.endTime === null || settled === null || settled <= upgrade.endTime) return [crank];
  return [crank, { ...common, start: upgrade.endTime, end: settled, look, part: 'aftermath' }];
}

/** The bars of every upgraded vat, by vat id, in log order. */
export function upgradeBars(analysis: Analysis, live: boolean): ReadonlyMap<string, Bar[]> {
  const byVat = new Map<string, Bar[]>();
  for (const [index, upgrade] of analysis.upgrades.entries()) {
    const bars = byVat.get(upgrade.vatID) ?? [];
    byVat.set(upgrade.vatID, bars);
    bars.push(...barsOf(analysis, upgrade, index, live));
  }
  return byVat;
}

/** The bars of one planned step: queued since its run began, then the upgrade and its aftermath. */
export function stepBars(analysis: Analysis, row: BoardRow, live: boolean): Bar[] {
  const upgrade = row.upgradeIndex === null ? undefined : analysis.upgrades[row.upgradeIndex];
  if (!upgrade || row.upgradeIndex === null) return [];
  const bars = barsOf(analysis, upgrade, row.upgradeIndex, live);
  const run = upgrade.runIndex === null ? undefined : analysis.runs[upgrade.runIndex];
  const asked = run?.startTime ?? null;
  const [first] = bars;
  if (!first || asked === null || asked >= first.start) return bars;
  return [
    { ...first, start: asked, end: first.start, look: 'waiting', word: 'queued', part: 'queued' },
    ...bars,
  ];
}

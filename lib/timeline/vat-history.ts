import { makeByVat } from '@/lib/timeline/by-vat';
import { FATE_WORDS, severedFate } from '@/lib/timeline/looks';
import type { Point, Span } from '@/lib/timeline/marks';
import type { Analysis, Finding, Termination, Upgrade, Vat } from '@/lib/upgrade/analysis';

const upgradesOf = makeByVat(({ vatID }: Upgrade) => [vatID]);
const tellingOf = makeByVat(({ severed }: Upgrade) => severed.map(({ subscriber }) => subscriber));
const terminationsOf = makeByVat(({ vatID }: Termination) => [vatID]);
const findingsOf = makeByVat(({ vatID }: Finding) => [vatID ?? null]);

/**
 * The incarnations of a vat one after the other: each begins where an upgrade that stayed put the vat on new code.
 * Lost and rolled-back attempts change nothing. `firstCell` is when the vat was first seen working. The last one is open unless the vat was terminated.
 */
export function incarnationSpans(analysis: Analysis, vat: Vat, firstCell: number | null): Span[] {
  const start = firstCell ?? analysis.source.firstTime;
  if (start === null) return [];
  const changes = upgradesOf(analysis.upgrades, vat.vatID).flatMap(({ item }) =>
    item.outcome === 'upgraded' && !item.lost ? [item] : [],
  );
  const spans: Span[] = [];
  let since = start;
  let incarnation = changes[0]?.incarnationBefore ?? vat.incarnation ?? 0;
  for (const { endTime, incarnationAfter } of changes) {
    if (endTime === null) continue;
    spans.push({ start: since, end: endTime, incarnation });
    since = endTime;
    incarnation = incarnationAfter ?? incarnation + 1;
  }
  const gone = terminationsOf(analysis.terminations, vat.vatID)[0]?.item;
  return [...spans, { start: since, end: gone?.time ?? null, incarnation }];
}

/** The moments on a vat's lane: what it was told as a subscriber, its termination, findings about it. */
export function vatPoints(analysis: Analysis, vat: Vat): Point[] {
  const told = tellingOf(analysis.upgrades, vat.vatID).flatMap(({ item: upgrade, index }) =>
    upgrade.severed.flatMap((severed): Point[] => {
      const fate = severedFate(severed);
      if (severed.subscriber !== vat.vatID || !fate || severed.time === null) return [];
      const word = `told that ${upgrade.name ?? upgrade.vatID} was upgraded: ${FATE_WORDS[fate]}`;
      return [{ at: severed.time, sign: fate, word, target: { kind: 'upgrade', id: String(index) } }];
    }),
  );
  const ended = terminationsOf(analysis.terminations, vat.vatID).flatMap(
    ({ item: termination, index }): Point[] => {
      if (termination.time === null) return [];
      const word = termination.failure ? 'terminated with a failure' : 'terminated';
      return [
        {
          at: termination.time,
          sign: 'terminated',
          word,
          target: { kind: 'termination', id: String(index) },
        },
      ];
    },
  );
  const found = findingsOf(analysis.findings, vat.vatID).flatMap(({ item: finding, index }): Point[] => {
    if (finding.time === null || finding.severity === 'info') return [];
    const target = { kind: 'finding', id: String(index) } as const;
    return [{ at: finding.time, sign: finding.severity, word: finding.message, target }];
  });
  return [...told, ...ended, ...found].sort((a, b) => a.at - b.at);
}

import type { Lane } from '@/lib/timeline/lanes';
import type { Bar, Look } from '@/lib/timeline/marks';
import type { Analysis, Delivery, Upgrade } from '@/lib/upgrade/analysis';

function deliveryLook({ status }: Delivery, live: boolean): { look: Look; word: string } {
  if (status === 'ok') return { look: 'done', word: 'ok' };
  if (status !== null) return { look: 'failed', word: status };
  return live ? { look: 'running', word: 'running' } : { look: 'unknown', word: 'unknown end' };
}

const deliveryBars = (upgrade: Upgrade, index: number, live: boolean): Bar[] =>
  upgrade.deliveries.flatMap((delivery): Bar[] =>
    delivery.startTime === null
      ? []
      : [
          {
            start: delivery.startTime,
            end: delivery.seconds === null ? upgrade.endTime : delivery.startTime + delivery.seconds,
            ...deliveryLook(delivery, live && upgrade.outcome === 'interrupted'),
            part: 'delivery',
            label: delivery.dispatch,
            target: { kind: 'upgrade', id: String(index) },
          },
        ],
  );

/** Every delivery that upgrades made, a lane per vat in the order of its first one: the finest that the document knows. */
export function crankLanes(analysis: Analysis, live: boolean, toneOf: (vatID: string) => number): Lane[] {
  const byVat = new Map<string, { title: string; bars: Bar[] }>();
  for (const [index, upgrade] of analysis.upgrades.entries()) {
    const bars = deliveryBars(upgrade, index, live);
    const lane = byVat.get(upgrade.vatID) ?? { title: upgrade.name ?? upgrade.vatID, bars: [] };
    lane.bars.push(...bars);
    if (lane.bars.length > 0) byVat.set(upgrade.vatID, lane);
  }
  return [...byVat].map(([vatID, { title, bars }]) => ({
    id: `cranks:${vatID}`,
    group: 'cranks',
    kind: 'cranks',
    title,
    note: title === vatID ? '' : vatID,
    look: null,
    tone: toneOf(vatID),
    cells: [],
    spans: [],
    bars,
    points: [],
  }));
}

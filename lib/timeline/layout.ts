import type { GroupId, Lane } from '@/lib/timeline/lanes';

export const ROW_HEIGHT = 28;
export const GROUP_HEIGHT = 24;
export const MINIMAP_HEIGHT = 36;
export const RULER_HEIGHT = 44;
/** What stays in place above the rows: the minimap and the ruler under it. */
export const HEAD_HEIGHT = MINIMAP_HEIGHT + RULER_HEIGHT;

/** A line of the timeline at `y` px of its content (0 below the ruler): a group's heading or a lane. */
export type Row =
  | {
      readonly kind: 'group';
      readonly group: GroupId;
      readonly title: string;
      readonly count: number;
      readonly folded: boolean;
      readonly y: number;
      readonly height: number;
    }
  | { readonly kind: 'lane'; readonly lane: Lane; readonly y: number; readonly height: number };

const TITLES: Record<GroupId, string> = {
  chain: 'Blocks and phases',
  steps: 'Plan steps',
  vats: 'Vats in an upgrade',
  others: 'Other vats',
  cranks: 'Cranks of upgrades',
};

/** Lays lanes under the headings of their groups, in the order given; a folded group keeps its heading only. */
export function layOutRows(lanes: readonly Lane[], folded: ReadonlySet<GroupId>): Row[] {
  const rows: Row[] = [];
  const touched = lanes.some((lane) => lane.group === 'vats');
  let y = 0;
  let group: GroupId | null = null;
  for (const lane of lanes) {
    if (lane.group !== group) {
      group = lane.group;
      const count = lanes.filter((other) => other.group === lane.group).length;
      const isFolded = folded.has(group);
      rows.push({
        kind: 'group',
        group,
        title: group === 'others' && !touched ? 'Vats' : TITLES[group],
        count,
        folded: isFolded,
        y,
        height: GROUP_HEIGHT,
      });
      y += GROUP_HEIGHT;
    }
    if (folded.has(lane.group)) continue;
    rows.push({ kind: 'lane', lane, y, height: ROW_HEIGHT });
    y += ROW_HEIGHT;
  }
  return rows;
}

/** The height of all rows in px. */
export const contentHeight = (rows: readonly Row[]): number => {
  const last = rows.at(-1);
  return last ? last.y + last.height : 0;
};

/** The row at `y` px of the content, or undefined beside them. */
export const rowAt = (rows: readonly Row[], y: number): Row | undefined =>
  rows.find((row) => y >= row.y && y < row.y + row.height);

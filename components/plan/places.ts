/** A group of steps in the order: what stands before it and after it counts only the others. */
export type Group = { readonly ids: readonly string[]; readonly to: number };

const others = (order: readonly string[], ids: readonly string[]): string[] =>
  order.filter((id) => !ids.includes(id));

/** The order with the group put together at the place where `to` of the others stand before it. */
export function orderWith(order: readonly string[], { ids, to }: Group): string[] {
  const rest = others(order, ids);
  const group = order.filter((id) => ids.includes(id));
  return rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, ...group);
}

/** How many of the others stand before the first of the group. */
export function placeOf(order: readonly string[], ids: readonly string[]): number {
  const first = order.findIndex((id) => ids.includes(id));
  return Math.max(0, first);
}

/** One place up or down; a scattered group first comes together. Null where it stands at that end already. */
export function besides(order: readonly string[], ids: readonly string[], direction: -1 | 1): number | null {
  const rest = others(order, ids);
  const last = order.findLastIndex((id) => ids.includes(id));
  const before = order.slice(0, last).filter((id) => !ids.includes(id)).length;
  const to = direction < 0 ? placeOf(order, ids) - 1 : before + 1;
  return to < 0 || to > rest.length ? null : to;
}

/** "position 2 of 9", or "positions 2 to 4 of 9" for several. Places count from 0, words from 1. */
export const placeWords = (at: number, count: number, of: number): string =>
  count === 1 ? `position ${at + 1} of ${of}` : `positions ${at + 1} to ${at + count} of ${of}`;

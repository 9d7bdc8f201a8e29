/** The steps that are chosen together, and the one that a range grows from. Ids, in no order. */
export type Selection = { readonly ids: ReadonlySet<string>; readonly anchor: string | null };

export const NOTHING: Selection = { ids: new Set(), anchor: null };
export const only = (id: string): Selection => ({ ids: new Set([id]), anchor: id });

/** `how`: a plain press takes only this one, `toggle` (Ctrl or ⌘) adds or takes away, `range` (Shift) takes all from the anchor to here. */
export function selectStep(
  selection: Selection,
  id: string,
  how: 'only' | 'toggle' | 'range',
  order: readonly string[],
): Selection {
  if (how === 'toggle') return toggled(selection, id);
  const from = selection.anchor === null ? -1 : order.indexOf(selection.anchor);
  if (how === 'only' || from === -1) return only(id);
  const to = order.indexOf(id);
  return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor: selection.anchor };
}

function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: next.size === 0 ? null : id };
}

/** What an act on this step acts on: all that is selected where it is one of them, else itself; in the order of the plan. */
export const takenWith = ({ ids }: Selection, id: string, order: readonly string[]): string[] =>
  ids.has(id) ? order.filter((other) => ids.has(other)) : [id];

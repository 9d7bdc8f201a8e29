/** Over how many rows one goes up before it is cheaper to make it anew than to let React move every row that it passes. */
const FAR = 12;

/**
 * The rows that went up together past many others, all else staying as it was; none otherwise. React keeps what moved up in its place
 * and takes every row that was passed out of the document and in again: 113 of them take 30 ms.
 */
export function wentFarUp(before: readonly string[], after: readonly string[]): readonly string[] {
  if (before.length !== after.length) return [];
  const first = after.findIndex((id, at) => id !== before[at]);
  const end = after.findLastIndex((id, at) => id !== before[at]) + 1;
  const old = before.slice(Math.max(0, first), end);
  const passed = old.indexOf(after[first] ?? '');
  const [others, ids] = [old.slice(0, passed), old.slice(passed)];
  const isTurned = [...ids, ...others].every((id, at) => id === after[first + at]);
  return passed > FAR && ids.length < passed && isTurned ? ids : [];
}

/** The order that rows were last drawn in, how often each was made anew, and the first that was just now. */
export type RowIdentity = {
  readonly order: readonly string[];
  readonly born: ReadonlyMap<string, number>;
  readonly moved: string | null;
};

export function identityAfter({ order, born }: RowIdentity, next: readonly string[]): RowIdentity {
  const ids = wentFarUp(order, next);
  const again = ids.map((id): [string, number] => [id, (born.get(id) ?? 0) + 1]);
  return { order: next, born: ids.length > 0 ? new Map([...born, ...again]) : born, moved: ids[0] ?? null };
}

/**
 * A list whose items change in place while the log is folded, and of which readers get copies: an item that was not touched
 * since the last look is the same object as then, so that a difference can be found by reference.
 */
export type Ledger<T> = { items: T[]; touched: Touched; view: T[] };

/** Indexes, each once: noting one is done for every few lines of a log, and a set would cost ten times as much. */
class Touched {
  #indexes: number[] = [];
  #marks = new Uint8Array(LEAST);

  add(index: number): void {
    if (index >= this.#marks.length) this.#makeRoom(index);
    if (this.#marks[index] !== 0) return;
    this.#marks[index] = 1;
    this.#indexes.push(index);
  }

  #makeRoom(index: number): void {
    const marks = new Uint8Array(2 * index);
    marks.set(this.#marks);
    this.#marks = marks;
  }

  /** What was noted, which is then forgotten. */
  take(): readonly number[] {
    const indexes = this.#indexes;
    this.#indexes = [];
    for (const index of indexes) this.#marks[index] = 0;
    return indexes;
  }
}

const LEAST = 64;

export const newLedger = <T>(items: T[] = []): Ledger<T> => {
  const touched = new Touched();
  for (const index of items.keys()) touched.add(index);
  return { items, touched, view: [] };
};

export const isLedger = (value: object): value is Ledger<unknown> =>
  'touched' in value && value.touched instanceof Touched;

export function append<T>(ledger: Ledger<T>, item: T): number {
  const index = ledger.items.push(item) - 1;
  ledger.touched.add(index);
  return index;
}

/** The item, to be changed in place; null for no index. */
export function edit<T>(ledger: Ledger<T>, index: number | null): T | null {
  const item = index === null ? undefined : ledger.items[index];
  if (item === undefined || index === null) return null;
  ledger.touched.add(index);
  return item;
}

export const peek = <T>(ledger: Ledger<T>, index: number | null): T | null =>
  index === null ? null : (ledger.items[index] ?? null);

/** Takes items out; every later item moves, so all are seen as changed. */
export function removeWhere<T>(ledger: Ledger<T>, gone: (item: T) => boolean): void {
  if (!ledger.items.some(gone)) return;
  ledger.items = ledger.items.filter((item) => !gone(item));
  ledger.view = ledger.view.slice(0, ledger.items.length);
  ledger.touched.take();
  for (const index of ledger.items.keys()) ledger.touched.add(index);
}

/** The items as readers may keep them; the same array while nothing was touched. `copy` is null when nothing will change any more. */
export function viewOf<T>(ledger: Ledger<T>, copy: ((item: T) => T) | null): T[] {
  const touched = ledger.touched.take();
  if (touched.length === 0) return ledger.view;
  const view = ledger.view.slice();
  for (const index of touched) {
    const item = ledger.items[index];
    if (item !== undefined) view[index] = copy ? copy(item) : item;
  }
  ledger.view = view;
  return view;
}

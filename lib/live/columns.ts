/**
 * One key of many items. `same`: all have this value; `step`: whole numbers as differences; `micro`: the same for numbers with six
 * decimals, as logged times have; `table`: few different values, by number (-1: the item lacks the key); `each`: as they are.
 */
export type Column =
  | readonly ['same', unknown]
  | readonly ['step' | 'micro', readonly (number | null)[]]
  | readonly ['table', readonly unknown[], readonly number[]]
  | readonly ['each', readonly unknown[]];

/** Items of one kind, key by key: a quarter of their JSON, and a quarter of the time to read it. */
export type Columns = { readonly rows: number; readonly keys: readonly (readonly [key: string, Column])[] };

/** Differences of small numbers are no shorter than the numbers. */
const WORTH_STEPS = 10_000;
const MICRO = 1e6;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && !Object.is(value, -0);
const isMicro = (value: unknown): value is number =>
  typeof value === 'number' &&
  Number.isSafeInteger(Math.round(value * MICRO)) &&
  Object.is(Math.round(value * MICRO) / MICRO, value);

function stepsOf(values: readonly unknown[], scale: number): (number | null)[] {
  let last = 0;
  return values.map((value) => {
    if (typeof value !== 'number') return null;
    const whole = Math.round(value * scale);
    const step = whole - last;
    last = whole;
    return step;
  });
}

/** A difference of two safe numbers need not be safe; such columns stay as they are. */
const areSafe = (steps: readonly (number | null)[]): boolean =>
  steps.every((step) => step === null || Number.isSafeInteger(step));

function numberColumn(values: readonly unknown[]): Column | null {
  const numbers = values.filter((value) => value !== null);
  if (numbers.length === 0 || !numbers.every(isMicro)) return null;
  const whole = numbers.every(isCount);
  if (whole && numbers.every((value) => Math.abs(value) < WORTH_STEPS)) return null;
  const steps = stepsOf(values, whole ? 1 : MICRO);
  return areSafe(steps) ? [whole ? 'step' : 'micro', steps] : null;
}

/** Null where most values differ: then a table is only longer. */
function tableColumn(values: readonly unknown[]): Column | null {
  const known = new Map<string, number>();
  const table: unknown[] = [];
  const places: number[] = [];
  for (const value of values) {
    if (value === undefined) {
      places.push(-1);
      continue;
    }
    const text = JSON.stringify(value);
    const at = known.get(text) ?? known.set(text, table.length).get(text) ?? 0;
    if (at === table.length) table.push(value);
    places.push(at);
  }
  const lacking = places.includes(-1);
  if (!lacking && known.size === 1) return ['same', table[0]];
  return lacking || known.size <= values.length / 2 ? ['table', table, places] : null;
}

const columnOf = (values: readonly unknown[]): Column =>
  numberColumn(values) ??
  (values.every((value) => typeof value === 'number') && new Set(values).size > 1
    ? null
    : tableColumn(values)) ?? ['each', values];

/** The items as columns; `fromColumns` gives back what JSON would. */
export function toColumns(items: readonly object[]): Columns {
  const maps = items.map((item) => new Map<string, unknown>(Object.entries(item)));
  const keys = new Set(maps.flatMap((map) => [...map.keys()]));
  return {
    rows: items.length,
    keys: [...keys].map((key) => [key, columnOf(maps.map((map) => map.get(key)))] as const),
  };
}

/** Gives the column's values one after the other: it is called once for every row, in their order. */
function valuesOf(column: Column): (row: number) => unknown {
  if (column[0] === 'same') return () => column[1];
  if (column[0] === 'table') return (row) => column[1][column[2][row] ?? -1];
  if (column[0] === 'each') return (row) => column[1][row];
  const scale = column[0] === 'micro' ? MICRO : 1;
  let last = 0;
  return (row) => {
    const step = column[1][row] ?? null;
    if (step === null) return null;
    last += step;
    return last / scale;
  };
}

/** Does each item have the key? */
const isEverywhere = (column: Column): boolean => column[0] !== 'table' || !column[2].includes(-1);

/**
 * What all items begin as: one that has every key, whose keys have held values of each kind, and which was read from text. Engines make
 * copies of such a one fast: the 65,000 runs of a 5 GB log in 13 ms. Built key by key its values lay apart, which took 220 ms; without
 * other kinds of values each copy changed its shape as it was filled.
 */
function mould(keys: Columns['keys']): Record<string, unknown> {
  const built: Record<string, unknown> = {};
  for (const [key, column] of keys)
    if (isEverywhere(column)) built[key] = column[0] === 'same' ? column[1] : null;
  const item: Record<string, unknown> = JSON.parse(JSON.stringify(built));
  for (const [key, value] of Object.entries(item)) for (const kind of [1, 0.5, '', value]) item[key] = kind;
  return item;
}

/** The items of these columns, new objects that share their equal parts. */
export function fromColumns({ rows, keys }: Columns): Record<string, unknown>[] {
  const shape = mould(keys);
  const items: Record<string, unknown>[] = [];
  for (let row = 0; row < rows; row += 1) items.push({ ...shape });
  for (const [key, column] of keys) if (column[0] !== 'same') fill(items, key, valuesOf(column));
  return items;
}

/** Counts by hand: an iterator takes five times as long while the page's code is cold, and it always is. */
function fill(items: readonly Record<string, unknown>[], key: string, next: (row: number) => unknown): void {
  for (let row = 0; row < items.length; row += 1) {
    const item = items[row];
    const value = next(row);
    if (item && value !== undefined) item[key] = value;
  }
}

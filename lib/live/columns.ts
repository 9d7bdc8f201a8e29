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

function fromSteps(steps: readonly (number | null)[], scale: number): (number | null)[] {
  let last = 0;
  return steps.map((step) => {
    if (step === null) return null;
    last += step;
    return last / scale;
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

const valuesOf = (column: Column): readonly unknown[] | null => {
  if (column[0] === 'same') return null;
  if (column[0] === 'step') return fromSteps(column[1], 1);
  if (column[0] === 'micro') return fromSteps(column[1], MICRO);
  if (column[0] === 'table') return column[2].map((at) => column[1][at]);
  return column[1];
};

/** Does each item have the key? */
const isEverywhere = (column: Column): boolean => column[0] !== 'table' || !column[2].includes(-1);

/**
 * The items of these columns, new objects that share their equal parts. Copies of one that has every key: engines then know their
 * shape, which took a quarter off making the 84,000 of a 5 GB log.
 */
export function fromColumns({ rows, keys }: Columns): Record<string, unknown>[] {
  const shape: Record<string, unknown> = {};
  for (const [key, column] of keys)
    if (isEverywhere(column)) shape[key] = column[0] === 'same' ? column[1] : null;
  const items = Array.from({ length: rows }, () => ({ ...shape }));
  for (const [key, column] of keys) {
    const values = valuesOf(column);
    if (values) fill(items, key, values);
  }
  return items;
}

function fill(items: Record<string, unknown>[], key: string, values: readonly unknown[]): void {
  for (let i = 0; i < items.length; i += 1) {
    const item = items[i];
    if (item && values[i] !== undefined) item[key] = values[i];
  }
}

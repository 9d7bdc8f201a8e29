import type { RunCell } from '@/lib/upgrade/analysis';

/** Numbers of one cell. */
const NUMBERS = 5;

/**
 * What each vat did in a run that is over, in the order of the first deliveries: a third of the memory of objects, of which a long
 * log would need a million. Never changes, so that the state and all who look at it share it; in JSON it is the document's list.
 */
export class PackedCells {
  readonly vats: readonly string[];
  /** For each vat: deliveries, seconds, computrons, first and last time. */
  readonly numbers: readonly number[];

  constructor(vats: readonly string[], numbers: readonly number[]) {
    this.vats = vats;
    this.numbers = numbers;
  }

  toJSON(): RunCell[] {
    return this.vats.map((vatID, i) => {
      const number = (which: number): number => this.numbers[i * NUMBERS + which] ?? 0;
      return {
        vatID,
        deliveries: number(0),
        seconds: number(1),
        computrons: number(2),
        firstTime: number(3),
        lastTime: number(4),
      };
    });
  }
}

export const NO_CELLS = new PackedCells([], []);

/** The cells of a run that goes on: as in packed ones, and they grow. */
export type OpenCells = { readonly vats: string[]; readonly numbers: number[] };

export const openCells = (): OpenCells => ({ vats: [], numbers: [] });

/** The place of what the vat did in the run so far; begins at `time` if it did nothing. */
export function cellOf({ vats, numbers }: OpenCells, vatID: string, time: number): number {
  const known = vats.indexOf(vatID);
  if (known >= 0) return known;
  numbers.push(0, 0, 0, time, time);
  return vats.push(vatID) - 1;
}

/** One more delivery of the vat whose cell has this place. */
export function addToCell(
  { numbers }: OpenCells,
  cell: number,
  { seconds, computrons, time }: { seconds: number; computrons: number; time: number },
): void {
  const at = cell * NUMBERS;
  numbers[at] = (numbers[at] ?? 0) + 1;
  numbers[at + 1] = (numbers[at + 1] ?? 0) + seconds;
  numbers[at + 2] = (numbers[at + 2] ?? 0) + computrons;
  numbers[at + 4] = time;
}

/** The cells as they are now; what is done to them later does not reach the packed ones. A list that grew holds room for more, a copy does not. */
export const packCells = ({ vats, numbers }: OpenCells): PackedCells =>
  vats.length === 0 ? NO_CELLS : new PackedCells(vats.slice(), numbers.slice());

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

/** The cells as they are now; what is done to them later does not reach the packed ones. */
export function packCells(cells: readonly RunCell[]): PackedCells {
  if (cells.length === 0) return NO_CELLS;
  const numbers: number[] = [];
  for (const { deliveries, seconds, computrons, firstTime, lastTime } of cells)
    numbers.push(deliveries, seconds, computrons, firstTime, lastTime);
  // A list that grew holds room for more.
  return new PackedCells(
    cells.map(({ vatID }) => vatID),
    numbers.slice(),
  );
}

import { vatName } from '@/lib/slog/skim/names';
import type { RunCell, Vat } from '@/lib/upgrade/analysis';
import { edit } from '@/lib/upgrade/fold/ledger';
import { cellOf } from '@/lib/upgrade/fold/run';
import type { FoldState } from '@/lib/upgrade/fold/state';
import { editVat } from '@/lib/upgrade/fold/vat';

type OpenRow = FoldState['runs']['items'][number];

/** A vat's row, and its cell in the run of that index. */
type Known = { readonly vat: Vat; cell: RunCell | null; runIndex: number };

/**
 * The rows that nearly every delivery adds to, looked up once for a piece of text and then by number. Nobody looks at the document
 * while a piece is folded, so that once is also enough to mark them as changed.
 */
export class OpenRows {
  readonly #state: FoldState;
  readonly #vats = new Map<number, Known>();
  #runIndex = -1;
  #run: OpenRow | null = null;

  constructor(state: FoldState) {
    this.#state = state;
  }

  /** The open run; null between runs. */
  run(): OpenRow | null {
    const index = this.#state.run?.index ?? -1;
    if (index !== this.#runIndex) {
      this.#runIndex = index;
      this.#run = edit(this.#state.runs, index);
    }
    return this.#run;
  }

  /** The vat's row; made, if need be, as one first heard of in `line`. */
  vat(number: number, line: number): Vat {
    return this.#known(number, line).vat;
  }

  /** What the vat did in the open run, from `time` on if nothing before; null between runs. */
  cell(number: number, line: number, time: number): RunCell | null {
    this.run();
    const open = this.#state.run;
    const known = this.#known(number, line);
    if (known.runIndex !== this.#runIndex) {
      known.runIndex = this.#runIndex;
      known.cell = open && cellOf(open.cells, known.vat.vatID, time);
    }
    return known.cell;
  }

  #known(number: number, line: number): Known {
    let known = this.#vats.get(number);
    if (!known) {
      known = { vat: editVat(this.#state, vatName(number), line), cell: null, runIndex: -1 };
      this.#vats.set(number, known);
    }
    return known;
  }
}

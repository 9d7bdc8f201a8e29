import { vatName } from '@/lib/slog/skim/names';
import type { Vat } from '@/lib/upgrade/analysis';
import { edit } from '@/lib/upgrade/fold/ledger';
import { cellOf } from '@/lib/upgrade/fold/packed-cells';
import type { FoldState, OpenRun } from '@/lib/upgrade/fold/state';
import { editVat } from '@/lib/upgrade/fold/vat';

type OpenRow = FoldState['runs']['items'][number];

/** A vat's row, and the place of its cell in the run of that index. */
type Known = { readonly vat: Vat; cell: number; runIndex: number };

/**
 * The rows that nearly every delivery adds to, looked up once for a piece of text and then by number. Nobody looks at the document
 * while a piece is folded, so that once is also enough to mark them as changed.
 */
export class OpenRows {
  readonly #state: FoldState;
  readonly #vats: (Known | undefined)[] = [];
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

  /** The place among the open run's cells of what the vat did in it, from `time` on if nothing before. */
  cell(number: number, open: OpenRun, time: number): number {
    const known = this.#known(number, 0);
    if (known.runIndex !== open.index) {
      known.runIndex = open.index;
      known.cell = cellOf(open.cells, known.vat.vatID, time);
    }
    return known.cell;
  }

  #known(number: number, line: number): Known {
    const kept = this.#vats[number];
    if (kept) return kept;
    const known = { vat: editVat(this.#state, vatName(number), line), cell: 0, runIndex: -1 };
    // Numbers that no vat has must not make a list of millions.
    if (number < MAX_KEPT) this.#vats[number] = known;
    return known;
  }
}

const MAX_KEPT = 1_000;

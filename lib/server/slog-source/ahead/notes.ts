import * as at from '@/lib/server/slog-source/ahead/layout.mjs';
import type { Skimmer } from '@/lib/slog/skim/skimmer';

/** What the scanner says of a scan when it is asked, in the order in which it is noted. */
export const FACT_NAMES = [
  'isFull',
  'recordCount',
  'linesPassed',
  'replaysPassed',
  'openDevice',
  'openDeviceLine',
  'newestTime',
  'newestMonotime',
  'newestStart',
  'newestEnd',
] as const satisfies readonly (keyof Skimmer)[];
export type Fact = (typeof FACT_NAMES)[number];

const NOTHING = new Float64Array(1);

/** What is remembered of the piece that is folded now: answers of the scanner, in the order of their places. */
export class Notes {
  #notes: Float64Array = NOTHING;
  #next = 0;
  /** The scan whose answer was given last: where its facts stand, and its records. */
  #facts = 0;
  records: Float64Array = NOTHING;
  /** How often a scan was answered. */
  recalled = 0;

  /** Another piece; null for one of which nothing is known. */
  turnTo(notes: Float64Array | null): void {
    this.#notes = notes ?? NOTHING;
    this.#next = 0;
  }

  /** Where the answer to that question stands; -1 for nowhere. Questions come in the order of their places. */
  find(kind: number, from: number, to: number): number {
    const notes = this.#notes;
    let note = this.#next;
    while (notes[note] !== 0 && (notes[note + at.FROM] ?? 0) < from) note += notes[note + at.LENGTH] ?? 0;
    this.#next = note;
    while (notes[note] !== 0 && notes[note] !== kind && notes[note + at.FROM] === from)
      note += notes[note + at.LENGTH] ?? 0;
    return notes[note] === kind && notes[note + at.FROM] === from && notes[note + at.TO] === to ? note : -1;
  }

  answer(note: number): number {
    return this.#notes[note + at.ANSWER] ?? 0;
  }

  /** Was that scan asked the same? One that stopped before more lines than it must is as good: they are parsed. */
  isSame(note: number, wants: number, known: number, clock: number): boolean {
    const notes = this.#notes;
    const stoppedFor = notes[note + at.SCAN_WANTS] ?? 0;
    const passed = notes[note + at.SCAN_KNOWN] ?? 0;
    return (wants & ~stoppedFor) === 0 && (passed & ~known) === 0 && notes[note + at.CLOCK] === clock;
  }

  /** Makes that scan the newest one, and adds to the counts what it counted. */
  recall(note: number, counts: Int32Array): number {
    const notes = this.#notes;
    this.recalled += 1;
    this.#facts = note + at.FACTS;
    const counted = this.#facts + FACT_NAMES.length;
    for (let i = 0; i < counts.length; i += 1) counts[i] = (counts[i] ?? 0) + (notes[counted + i] ?? 0);
    this.records = notes.subarray(counted + counts.length, note + (notes[note + at.LENGTH] ?? 0));
    return this.answer(note);
  }

  fact(index: number): number {
    return this.#notes[this.#facts + index] ?? 0;
  }
}

import { SCAN, SURE } from '@/lib/server/slog-source/ahead/layout.mjs';
import { FACT_NAMES, type Fact, type Notes } from '@/lib/server/slog-source/ahead/notes';
import { ROOM, type Skimmer } from '@/lib/slog/skim/skimmer';

/**
 * The same scanner, which answers from notes where they have the answer to exactly what it is asked. `expect` is told what is asked. The types
 * name every verb of a scanner: one that is new must be given a place here, lest it speak of a scan that never was.
 */
export function remembering(
  inner: Skimmer,
  notes: Notes,
  expect: (wants: number, known: number) => void,
): Skimmer {
  let isRecalled = false;
  const fact = (name: Fact): (() => number) => {
    const index = FACT_NAMES.indexOf(name);
    const ask = inner[name];
    return () => (isRecalled ? notes.fact(index) : Number(ask()));
  };
  const { room, roomStart, load, memory, counts, newlineIn, lastNewlineIn, clockAt } = inner;
  const facts: Pick<Skimmer, Fact> = {
    isFull: fact('isFull'),
    recordCount: fact('recordCount'),
    linesPassed: fact('linesPassed'),
    replaysPassed: fact('replaysPassed'),
    openDevice: fact('openDevice'),
    openDeviceLine: fact('openDeviceLine'),
    newestTime: fact('newestTime'),
    newestMonotime: fact('newestMonotime'),
    newestStart: fact('newestStart'),
    newestEnd: fact('newestEnd'),
  };
  /** A line that is too long for the room stands behind it; no note speaks of it. */
  const find = (kind: number, from: number, to: number): number =>
    to > roomStart + ROOM ? -1 : notes.find(kind, from, to);
  const verbs: Omit<Skimmer, Fact> = {
    room,
    roomStart,
    load,
    memory,
    counts,
    newlineIn,
    lastNewlineIn,
    clockAt,
    records: () => (isRecalled ? notes.records : inner.records()),
    sureUntil: (from, to) => {
      const note = find(SURE, from, to);
      return note < 0 ? inner.sureUntil(from, to) : notes.answer(note);
    },
    scan: (from, to, wants, known, clock) => {
      expect(wants, known);
      const note = find(SCAN, from, to);
      isRecalled = note >= 0 && notes.isSame(note, wants, known, clock);
      return isRecalled ? notes.recall(note, counts()) : inner.scan(from, to, wants, known, clock);
    },
  };
  return { ...verbs, ...facts };
}

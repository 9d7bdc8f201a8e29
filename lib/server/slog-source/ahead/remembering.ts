import { SCAN, SURE } from '@/lib/server/slog-source/ahead/layout.mjs';
import { FACT_NAMES, type Fact, type Notes } from '@/lib/server/slog-source/ahead/notes';
import type { OtherText } from '@/lib/server/slog-source/ahead/other-text';
import type { Skimmer } from '@/lib/slog/skim/skimmer';

/**
 * The same scanner, which answers from notes where they have the answer to exactly what it is asked. `expect` is told what is asked. The types
 * name every verb of a scanner: one that is new must be given a place here, lest it speak of a scan that never was.
 */
export function remembering(
  text: OtherText,
  notes: Notes,
  expect: (wants: number, known: number) => void,
): Skimmer {
  const { inner } = text;
  let isRecalled = false;
  const fact = (name: Fact): (() => number) => {
    const index = FACT_NAMES.indexOf(name);
    const ask = inner[name];
    return () => (isRecalled ? notes.fact(index) : Number(ask()));
  };
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
  const verbs: Omit<Skimmer, Fact> = {
    room: () => text.room(),
    roomStart: () => text.roomStart,
    memory: () => text.memory(),
    newlineIn: (from, to) => text.newlineIn(from, to),
    lastNewlineIn: (from, to) => text.lastNewlineIn(from, to),
    counts: inner.counts,
    load: (line) => text.toOwn().load(line),
    clockAt: (newline) => text.toOwn().clockAt(newline),
    records: () => (isRecalled ? notes.records : inner.records()),
    sureUntil: (from, to) => {
      const note = notes.find(SURE, from, to);
      return note < 0 ? text.toOwn().sureUntil(from, to) : notes.answer(note);
    },
    scan: (from, to, wants, known, clock) => {
      expect(wants, known);
      const note = notes.find(SCAN, from, to);
      isRecalled = note >= 0 && notes.isSame(note, wants, known, clock);
      return isRecalled
        ? notes.recall(note, inner.counts())
        : text.toOwn().scan(from, to, wants, known, clock);
    },
  };
  return { ...verbs, ...facts };
}

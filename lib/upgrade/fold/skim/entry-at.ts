import { decode } from '@/lib/slog/decode';
import type { Entry } from '@/lib/slog/entry';
import { asRecord, parseJson } from '@/lib/slog/json';
import { readEntry } from '@/lib/slog/read-entry';
import { END, START } from '@/lib/slog/skim/record';
import type { Skimmed } from '@/lib/slog/skim/skimmer';

/** The entry in [start, end), which the scanner has seen to be one of this type. */
export const entryIn = (memory: Uint8Array, start: number, end: number, type: string): Entry =>
  readEntry(asRecord(parseJson(decode(memory, start, end))) ?? {}, type);

/** The whole entry of a record, of which more must be known after all. */
export const entryAt = ({ records, memory }: Skimmed, slot: number, type: string): Entry =>
  entryIn(memory, records[slot + START] ?? 0, records[slot + END] ?? 0, type);

import type { Lane } from '@/lib/timeline/lanes';

/** A filter longer than this was not typed by a person. */
const LONGEST = 200;

/** The words of a filter as they are compared: lower case, each once. */
export const filterWords = (text: string): readonly string[] => [
  ...new Set(text.slice(0, LONGEST).toLowerCase().split(/\s+/).filter(Boolean)),
];

/** What a lane is found by: its name, its vat's id, its state and its bars' words and labels. */
const textOf = ({ id, title, note, look, bars }: Lane): string =>
  [id, title, note, look ?? '', ...bars.flatMap(({ word, label }) => [word, label])].join(' ').toLowerCase();

/** The lanes in which every word of the filter occurs; blocks and phases always stay, for they are the ground to read the rest by. */
export function filterLanes(lanes: readonly Lane[], filter: string): readonly Lane[] {
  const words = filterWords(filter);
  if (words.length === 0) return lanes;
  return lanes.filter((lane) => {
    if (lane.group === 'chain') return true;
    const text = textOf(lane);
    return words.every((word) => text.includes(word));
  });
}

import type { Finding } from '@/lib/upgrade/analysis';

/** Longer messages are the same pattern if they begin alike. */
const MOST = 240;

/** What differs between two runs of the same event, and what stands for it. */
const OF_ONE_RUN: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/\b(b[01])-[0-9a-f]{5,}…?/g, '$1-…'],
  [/\b[0-9a-f]{16,}\b/gi, '…'],
  [/\b(kp|ko|kd|rp|up)\d+\b/g, '$1#'],
  [/(?<![\p{L}\p{N}])\d[\d,.:]*(?<=\d)/gu, '#'],
  [/\s+/g, ' '],
];

/** A message without what belongs to one run alone: two runs of the same event give the same pattern. Names and ids of vats stay. */
export const patternOf = (message: string): string =>
  OF_ONE_RUN.reduce((text, [pattern, instead]) => text.replace(pattern, instead), message)
    .slice(0, MOST)
    .trim();

/** What a finding is about, whatever the run. `vat` is an id, or the plan's word for a vat that the log does not name. */
export type KeyParts = { readonly rule: string; readonly vat: string | null; readonly pattern: string };

export const keyParts = ({ rule, vatID, params, message }: Finding): KeyParts => ({
  rule,
  vat: vatID ?? (typeof params.vat === 'string' ? params.vat : null),
  pattern: patternOf(message),
});

/** The key that a finding has in every run: rule, vat and pattern, never a line. */
export const keyOf = ({ rule, vat, pattern }: KeyParts): string => JSON.stringify([rule, vat, pattern]);

export const findingKey = (finding: Finding): string => keyOf(keyParts(finding));

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { emptyAnalysis } from '@/lib/upgrade/analysis';
import { documentText } from '@/lib/upgrade/document-text';
import { foldBytes, savedText, saveFold, startFold, toAnalysis } from '@/lib/upgrade/fold';

const textOf = (document: object): string => [...documentText(document)].join('');

describe('a document in parts', () => {
  it('is the same text as the whole', () => {
    const fold = startFold();
    foldBytes(fold, gunzipSync(readFileSync('lib/slog/samples/all-well.slog.gz')));
    const document = toAnalysis(fold, { final: true });
    expect(document.runs.length).toBeGreaterThan(0);
    expect(textOf(document)).toBe(JSON.stringify(document));
    expect([...savedText(fold)].join('')).toBe(JSON.stringify(saveFold(fold)));
    expect([...documentText(document)].every((part) => part.length < 500_000)).toBe(true);
  });

  it('is so at the borders of its parts, and of nothing', () => {
    for (const length of [0, 1, 49, 50, 51, 100, 101]) {
      const some = { 'a"b': Array.from({ length }, (_, i) => ({ i, text: ',]' })), last: null };
      expect(textOf(some)).toBe(JSON.stringify(some));
    }
    expect(textOf(emptyAnalysis())).toBe(JSON.stringify(emptyAnalysis()));
  });
});

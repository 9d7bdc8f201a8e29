import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Analysis } from '@/lib/upgrade/analysis';
import { foldBytes, startFold, toAnalysis } from '@/lib/upgrade/fold';

/** The text of a genuine log of the repository's own rehearsal. */
export const sampleLog = (name: string): Buffer =>
  gunzipSync(readFileSync(path.join(process.cwd(), 'lib/slog/samples', `${name}.slog.gz`)));

/** The document of a text that nothing interrupts: what every interrupted one must equal. */
export function foldAtOnce(text: Uint8Array): Analysis {
  const hash = createHash('sha256');
  const fold = startFold({ update: (bytes) => hash.update(bytes), hex: () => hash.digest('hex') });
  foldBytes(fold, text);
  return JSON.parse(JSON.stringify(toAnalysis(fold, { final: true })));
}

/** The document as a run's stream tells it. */
export const withoutCells = (analysis: Analysis): Analysis => ({
  ...analysis,
  runs: analysis.runs.map((run) => ({ ...run, cells: [] })),
});

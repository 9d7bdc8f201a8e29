import { rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type CellSet, cellSetOf, cellsOfRun, queryCells, type reduceCellSet } from '@/lib/live/cells';
import { encodeCells } from '@/lib/live/cells-bytes';
import { outlineOf } from '@/lib/live/outline';
import { toOverview } from '@/lib/live/overview';
import { readDocument } from '@/lib/server/fold-worker/document-file';
import type { CellsAsked } from '@/lib/server/fold-worker/messages';
import { writeWholeFile } from '@/lib/server/ingest/whole-file';
import type { RunFolder } from '@/lib/server/run/run-folder';
import type { Analysis, RunCell } from '@/lib/upgrade/analysis';
import { PackedCells } from '@/lib/upgrade/fold/packed-cells';

const gzipAsync = promisify(gzip);

export const listOfPacked = (cells: PackedCells): RunCell[] => cells.toJSON();

const packList = (cells: readonly RunCell[]): PackedCells =>
  new PackedCells(
    cells.map(({ vatID }) => vatID),
    cells.flatMap(({ deliveries, seconds, computrons, firstTime, lastTime }) => [
      deliveries,
      seconds,
      computrons,
      firstTime,
      lastTime,
    ]),
  );

const writePacked = async (file: string, value: unknown): Promise<void> =>
  writeWholeFile(file, await gzipAsync(JSON.stringify(value), { level: 1 }));

/** Writes what an ended run's page begins with and the cells of its runs; the cells last, they say that both are there. */
export async function writeViews(
  { overview, outline, cells }: Pick<RunFolder, 'overview' | 'outline' | 'cells'>,
  analysis: Analysis<PackedCells>,
): Promise<void> {
  const all = toOverview(analysis, (packed) => packed);
  const first = outlineOf(all);
  if (first) await writePacked(outline, first);
  else await rm(/*turbopackIgnore: true*/ outline, { force: true });
  await writePacked(overview, all);
  await writeWholeFile(cells, encodeCells(cellSetOf(analysis.runs, listOfPacked)));
}

const modifiedAt = (file: string): Promise<number | null> =>
  stat(/*turbopackIgnore: true*/ file).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );

/** Are overview and cells there, and not older than the document they speak of? */
export async function areViewsCurrent({ analysis, cells }: RunFolder): Promise<boolean> {
  const [document, views] = await Promise.all([modifiedAt(analysis), modifiedAt(cells)]);
  return views !== null && (document === null || views >= document);
}

/** What `readDocument` read was written by this server's own fold. */
const parsedDocument = (text: Buffer): Analysis => JSON.parse(text.toString('utf8'));

/** Makes them of the document on disk: for a run that ended before there were any. */
export async function viewDocumentFile(folder: RunFolder): Promise<void> {
  const document = parsedDocument(await readDocument(folder.analysis));
  const runs = document.runs.map((run) => ({ ...run, cells: packList(run.cells) }));
  await writeViews(folder, { ...document, runs });
}

/** The bytes that answer a question for cells: a window's, or one run's. */
export function answerCells(
  set: CellSet,
  asked: CellsAsked,
  reduced?: typeof reduceCellSet,
): Uint8Array<ArrayBuffer> {
  if ('window' in asked) return encodeCells(queryCells(set, asked.window, reduced));
  const run = { index: asked.run, cells: cellsOfRun(set, asked.run) };
  return encodeCells(cellSetOf([run], (cells) => cells));
}

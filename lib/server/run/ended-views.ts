import { readFile, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type CellSet, reduceCellSet } from '@/lib/live/cells';
import { decodeCells } from '@/lib/live/cells-bytes';
import { toOverview } from '@/lib/live/overview';
import type { CellsAsked } from '@/lib/server/fold-worker/messages';
import { answerCells, areViewsCurrent } from '@/lib/server/fold-worker/views-file';
import { FoldHandle } from '@/lib/server/live/fold-handle';
import { runFolder } from '@/lib/server/run/run-folder';
import { emptyAnalysis } from '@/lib/upgrade/analysis';
import type { PackedCells } from '@/lib/upgrade/fold/packed-cells';

const unpack = promisify(gunzip);
const NOTHING = Buffer.from(JSON.stringify(toOverview(emptyAnalysis<PackedCells>(), (cells) => cells)));

/** Runs whose cells are kept in memory: those that somebody looks at now. 15 MB for a log of 5 GB. */
const KEPT = 3;
/** Of each so many levels of detail. */
const LEVELS = 4;

const making = new Map<string, Promise<void>>();

/** Makes what is missing, in a thread of its own; all who ask meanwhile wait for the same. */
async function ensureViews(dataDir: string, runId: string): Promise<void> {
  const folder = runFolder(dataDir, runId);
  if (await areViewsCurrent(folder)) return;
  const under = making.get(folder.dir);
  if (under) return under;
  const made = makeViews(dataDir, runId).finally(() => making.delete(folder.dir));
  making.set(folder.dir, made);
  return made;
}

async function makeViews(dataDir: string, runId: string): Promise<void> {
  let handle: FoldHandle | null = null;
  await new Promise<void>((resolve, reject) => {
    handle = new FoldHandle(
      { task: 'view', dataDir, runId },
      { onMessage: ({ kind }) => kind === 'viewed' && resolve(), onDeath: reject },
    );
  });
  await Promise.resolve(handle).then((thread: FoldHandle | null) => thread?.kill());
}

/** What a watcher of an ended run begins with, as UTF-8 JSON; of a run that failed before its first line, one of nothing. */
export async function readOverview(dataDir: string, runId: string): Promise<Uint8Array> {
  const { analysis, overview } = runFolder(dataDir, runId);
  const isThere = await stat(/*turbopackIgnore: true*/ analysis).catch(() => null);
  if (!isThere) return NOTHING;
  await ensureViews(dataDir, runId);
  return unpack(await readFile(/*turbopackIgnore: true*/ overview));
}

/** What of a large run is drawn first; null where the overview is small, or was made before there were outlines. */
export async function readOutline(dataDir: string, runId: string): Promise<Uint8Array | null> {
  const { analysis, outline } = runFolder(dataDir, runId);
  if (!(await stat(/*turbopackIgnore: true*/ analysis).catch(() => null))) return null;
  await ensureViews(dataDir, runId);
  const packed = await readFile(/*turbopackIgnore: true*/ outline).catch(() => null);
  return packed && unpack(packed);
}

type Known = { readonly mtimeMs: number; readonly set: CellSet; readonly levels: Map<number, CellSet> };
const known = new Map<string, Known>();

function trim<V>(map: Map<unknown, V>, size: number): void {
  for (const key of map.keys()) if (map.size > size) map.delete(key);
}

async function load(dataDir: string, runId: string): Promise<Known> {
  await ensureViews(dataDir, runId);
  const { cells } = runFolder(dataDir, runId);
  const { mtimeMs } = await stat(/*turbopackIgnore: true*/ cells);
  const found = known.get(cells);
  known.delete(cells);
  const bytes = found?.mtimeMs === mtimeMs ? null : await readFile(/*turbopackIgnore: true*/ cells);
  const fresh =
    bytes || !found ? { mtimeMs, set: decodeCells(bytes ?? new Uint8Array()), levels: new Map() } : found;
  known.set(cells, fresh);
  trim(known, KEPT);
  return fresh;
}

/** Cells of an ended run, as bytes. */
export async function readEndedCells(dataDir: string, runId: string, asked: CellsAsked): Promise<Uint8Array> {
  const { set, levels } = await load(dataDir, runId);
  return answerCells(set, asked, (whole, width) => {
    // Only the whole run's levels are worth remembering.
    if (whole !== set) return reduceCellSet(whole, width);
    const level = levels.get(width) ?? reduceCellSet(set, width);
    levels.delete(width);
    levels.set(width, level);
    trim(levels, LEVELS);
    return level;
  });
}

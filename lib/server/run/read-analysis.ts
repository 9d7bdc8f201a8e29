import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Actor } from '@/lib/server/actor';
import { readPackedDocument } from '@/lib/server/fold-worker/document-file';
import { instance } from '@/lib/server/instance';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';

const unpack = promisify(gunzip);

/** UTF-8 JSON, in gzip or as it is. */
export type SentDocument = { readonly bytes: Uint8Array; readonly encoding: 'gzip' | null };

/** A run's analysis document: the final one, packed as it is kept if the caller takes that, or what the log tells so far. */
export async function readAnalysis(
  actor: Actor,
  runId: string,
  { takesGzip = false } = {},
): Promise<SentDocument> {
  const { env, runs } = await instance();
  await readRun(actor, runId);
  const live = await (await runs.get(runId))?.document();
  if (live) return { bytes: live, encoding: null };
  const packed = await readPackedDocument(runFolder(env.dataDir, runId).analysis);
  return takesGzip ? { bytes: packed, encoding: 'gzip' } : { bytes: await unpack(packed), encoding: null };
}

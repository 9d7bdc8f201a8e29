import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { createGzip, gunzip, gzip } from 'node:zlib';
import { writeWholeFile } from '@/lib/server/ingest/whole-file';
import { type Analysis, emptyAnalysis } from '@/lib/upgrade/analysis';
import { documentText } from '@/lib/upgrade/document-text';

const gzipAsync = promisify(gzip);
const gunzipAsync = promisify(gunzip);

/** Keeps a run's final document: JSON in gzip, a tenth of its size. Whole or not at all, and durable when this resolves. */
export async function writeDocument(file: string, analysis: Analysis<unknown>): Promise<void> {
  const packed = Readable.from(documentText(analysis)).pipe(createGzip());
  await writeWholeFile(file, await buffer(packed));
}

/** The document as it lies on disk, gzip; one of a run that failed before its first line is empty. */
export async function readPackedDocument(file: string): Promise<Buffer> {
  try {
    return await readFile(/*turbopackIgnore: true*/ file);
  } catch {
    return gzipAsync(JSON.stringify(emptyAnalysis()));
  }
}

/** The document as UTF-8 JSON; unpacked by another thread. */
export const readDocument = async (file: string): Promise<Buffer> =>
  gunzipAsync(await readPackedDocument(file));

import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { makeLog } from '@/lib/dev/bench/make-log';

const SAMPLE = path.resolve('lib/slog/samples/all-well.slog.gz');
const GENERATOR = path.resolve('../shared/bench/gen-slog.mjs');
const FOLDER = path.join(tmpdir(), 'vatdeck-bench');

/** Files are kept between runs: making 1 GB takes longer than measuring it. */
async function kept(name: string, make: (file: string) => Promise<void>): Promise<string> {
  const file = path.join(FOLDER, name);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  await make(`${file}.part`);
  renameSync(`${file}.part`, file);
  return file;
}

/** A log of about `bytes`: by the generator beside the checkout where there is one, else a rehearsal's, repeated. */
export function plainLog(bytes: number): Promise<string> {
  if (!existsSync(GENERATOR)) return kept(`rehearsal-${bytes}.slog`, (file) => makeLog(SAMPLE, file, bytes));
  return kept(`generated-${bytes}.slog`, async (file) => {
    const args = [GENERATOR, '--size', String(bytes), '--seed', '2', '--out', file];
    const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
    if (status !== 0) throw new Error(`${GENERATOR} failed`);
  });
}

/** The log as `gzip -6` packs it whole. */
export const packedLog = (log: string): Promise<string> =>
  kept(`${path.basename(log)}-${statSync(log).size}.gz`, (file) =>
    pipeline(
      createReadStream(log, { highWaterMark: 1024 * 1024 }),
      createGzip({ level: 6 }),
      createWriteStream(file),
    ),
  );

const LINE_BYTES = 256e6;
const CHUNK = 'A'.repeat(1e6);

const HEAD_BYTES = 8e6;

async function headOf(log: string): Promise<Buffer> {
  const handle = await open(log);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
  await handle.close();
  return buffer.subarray(0, buffer.lastIndexOf(10, bytesRead - 1) + 1);
}

/** The head of a log, then one line of 256 MB: a vat's source, which is the one entry that grows so. */
export const longLineLog = (log: string): Promise<string> =>
  kept('long-line.slog', async (file) => {
    const handle = await open(file, 'w');
    await handle.write(await headOf(log));
    await handle.write(
      '{"type":"create-vat","vatID":"v9999","dynamic":true,"description":"long","vatSourceBundle":{"endoZipBase64":"',
    );
    for (let written = 0; written < LINE_BYTES; written += CHUNK.length) await handle.write(CHUNK);
    await handle.write('"},"time":1733400000.5,"monotime":1000.5}\n');
    await handle.close();
  });

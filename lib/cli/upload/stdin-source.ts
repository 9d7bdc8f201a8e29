import { mkdtemp, open, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { EXIT, UploadFault } from './exit-code';
import { fileFault, readBytes } from './open-file';
import type { Source } from './source';

export type StdinSource = Source & {
  /** Where what was read is kept, to go on from after an interruption. */
  readonly spoolFile: string;
  discard(): Promise<void>;
};

/**
 * Standard input, kept in a temporary file on the way: a pipe cannot be read twice. Resolves at the first byte, so
 * that no run is made for an input that has none.
 */
export async function stdinSource(input: Readable, interrupted: AbortSignal): Promise<StdinSource> {
  interrupted.addEventListener('abort', () => input.destroy());
  const dir = await mkdtemp(path.join(os.tmpdir(), 'vatdeck-send-'));
  const spoolFile = path.join(dir, 'stdin.slog');
  const handle = await open(spoolFile, 'w+', 0o600);
  let size = 0;
  let isWhole = false;
  let fault: unknown;
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });

  const keep = async (): Promise<void> => {
    for await (const chunk of input as AsyncIterable<Uint8Array>) {
      await handle.writeFile(chunk);
      size += chunk.byteLength;
      begin();
    }
    isWhole = true;
  };
  const keeping = keep().catch((error: unknown) => {
    fault = error;
  });
  await Promise.race([begun, keeping]);

  const source: StdinSource = {
    name: 'standard input',
    spoolFile,
    extent() {
      if (fault !== undefined) return Promise.reject(fileFault(spoolFile, fault));
      return Promise.resolve({ size, isWhole });
    },
    read: (offset, max) => readBytes(handle, offset, Math.min(max, size - offset)),
    async close() {
      input.destroy();
      await keeping;
      await handle.close();
    },
    discard: () => rm(dir, { recursive: true, force: true }),
  };
  if (size > 0) return source;
  await source.close();
  await source.discard();
  if (interrupted.aborted) throw new UploadFault(EXIT.interrupted, 'Interrupted before anything was read.');
  throw new UploadFault(EXIT.source, 'Standard input was empty: there is nothing to send.');
}

import { createReadStream, createWriteStream, statSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { Effort, type EffortLimits } from '@/lib/server/inventory/store/effort';

export type Unpacking = EffortLimits & {
  /** Where gzip is unpacked to; whoever orders it deletes it. */
  readonly unpacked: string;
  /** Bytes that the unpacked file may have. */
  readonly mostBytes: number;
};

/** Words for what zlib throws. */
export const brokenGzip = (error: unknown): unknown =>
  error instanceof Error && String(Reflect.get(error, 'code')).startsWith('Z_')
    ? new StoreFault('Its gzip is broken or cut off; pack it again.')
    : error;

/** Passes chunks on, each checked first; what the check throws ends the stream. */
const checked = (check: (chunk: Buffer) => void): Transform =>
  new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        check(chunk);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });

/** Tells the effort of each chunk of a file. */
export const effortOf = (effort: Effort): Transform => checked((chunk) => effort.page(chunk.length));

function limited(most: number): Transform {
  let bytes = 0;
  return checked((chunk) => {
    bytes += chunk.length;
    if (bytes > most) throw new StoreFault(`It unpacks to more than ${most} bytes.`);
  });
}

/** Unpacks gzip; throws a StoreFault when it is broken, too large, or takes too long. */
export async function unpack(file: string, unpacking: Unpacking): Promise<void> {
  const { unpacked, mostBytes } = unpacking;
  const effort = new Effort(unpacking);
  effort.expect(statSync(/*turbopackIgnore: true*/ file).size);
  try {
    await pipeline(
      createReadStream(/*turbopackIgnore: true*/ file),
      effortOf(effort),
      createGunzip(),
      limited(mostBytes),
      createWriteStream(/*turbopackIgnore: true*/ unpacked, { mode: 0o600 }),
    );
  } catch (error) {
    throw brokenGzip(error);
  }
}

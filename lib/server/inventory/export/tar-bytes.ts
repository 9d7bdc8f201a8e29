import { closeSync, createReadStream, openSync, readSync, statSync, writeSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Section } from '@/lib/server/inventory/export/lines';
import { tornTar } from '@/lib/server/inventory/export/tar-header';
import { StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { Effort } from '@/lib/server/inventory/store/effort';
import { brokenGzip, effortOf } from '@/lib/server/inventory/unpack';

/** The bytes of an archive in order. */
export type TarBytes = {
  readonly take: (bytes: number) => Promise<Buffer>;
  readonly skip: (bytes: number) => Promise<void>;
  /** Passes bytes so that they can be read again, and says where. */
  readonly keep: (bytes: number) => Promise<Section>;
  readonly close: () => void;
};

const CUT = tornTar('it is cut off');

/** A plain archive: what is skipped is not read, what is kept stays where it is. */
export function plainBytes(file: string, effort: Effort): TarBytes {
  const fd = openSync(/*turbopackIgnore: true*/ file, 'r');
  const { size } = statSync(/*turbopackIgnore: true*/ file);
  let at = 0;
  const skip = async (bytes: number): Promise<void> => {
    at += bytes;
    if (at > size) throw CUT;
  };
  return {
    take: async (bytes) => {
      const taken = Buffer.alloc(bytes);
      if (readSync(fd, taken, 0, bytes, at) < bytes) throw CUT;
      at += bytes;
      effort.page(bytes);
      return taken;
    },
    skip,
    keep: async (bytes) => {
      const start = at;
      await skip(bytes);
      return { file, start, bytes };
    },
    close: () => closeSync(fd),
  };
}

/** Where what is kept of a packed archive is written, and how much of it. */
type Spool = { readonly file: string; readonly mostBytes: number };

/** A packed archive: unpacked as it is read, and only what is kept is written down. */
export class GzipBytes implements TarBytes {
  readonly #gunzip = createGunzip();
  readonly #chunks = this.#gunzip[Symbol.asyncIterator]();
  readonly #spool: Spool;
  readonly #fd: number;
  #rest: Buffer = Buffer.alloc(0);
  #written = 0;

  constructor(file: string, spool: Spool, effort: Effort) {
    this.#spool = spool;
    this.#fd = openSync(/*turbopackIgnore: true*/ spool.file, 'w', 0o600);
    // Whatever fails reaches whoever takes the next chunk.
    pipeline(createReadStream(/*turbopackIgnore: true*/ file), effortOf(effort), this.#gunzip).catch(
      () => {},
    );
  }

  async take(bytes: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    await this.#pass(bytes, (part) => parts.push(part));
    return Buffer.concat(parts);
  }

  skip(bytes: number): Promise<void> {
    return this.#pass(bytes, () => {});
  }

  async keep(bytes: number): Promise<Section> {
    const { file, mostBytes } = this.#spool;
    const start = this.#written;
    if (start + bytes > mostBytes) throw new StoreFault(`It unpacks to more than ${mostBytes} bytes.`);
    await this.#pass(bytes, (part) => {
      for (let at = 0; at < part.length; ) at += writeSync(this.#fd, part, at);
      this.#written += part.length;
    });
    return { file, start, bytes };
  }

  close(): void {
    this.#gunzip.destroy();
    closeSync(this.#fd);
  }

  async #pass(bytes: number, onPart: (part: Buffer) => void): Promise<void> {
    for (let left = bytes; left > 0; ) {
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      onPart(part);
    }
  }

  async #next(): Promise<Buffer> {
    try {
      const { done, value } = await this.#chunks.next();
      if (done) throw CUT;
      return value;
    } catch (error) {
      throw brokenGzip(error);
    }
  }
}

import { closeSync, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { damaged, StoreFault } from '@/lib/server/inventory/sqlite/fault';
import { readWal, type WalPages } from '@/lib/server/inventory/sqlite/wal';

const HEADER = 100;
const CACHE_BYTES = 32 * 1024 * 1024;
export const SQLITE_MAGIC = 'SQLite format 3\0';

type Head = {
  readonly pageSize: number;
  readonly usable: number;
  readonly pages: number;
  readonly isWal: boolean;
};

function readHead(fd: number): Head {
  const head = Buffer.alloc(HEADER);
  if (readSync(fd, head, 0, HEADER, 0) < HEADER || head.toString('latin1', 0, 16) !== SQLITE_MAGIC)
    throw new StoreFault('It is no SQLite database.');
  const pageSize = head.readUInt16BE(16) === 1 ? 65_536 : head.readUInt16BE(16);
  const usable = pageSize - head.readUInt8(20);
  if (pageSize < 512 || (pageSize & (pageSize - 1)) !== 0 || usable < 480)
    throw damaged(`its header names a page size of ${pageSize} bytes`);
  if (head.readUInt32BE(56) > 1)
    throw new StoreFault(
      'Its texts are in UTF-16, which no swing-store has; it is another program’s database.',
    );
  // The count in the header holds only when it was written with the last change.
  const counted = head.readUInt32BE(24) === head.readUInt32BE(92) ? head.readUInt32BE(28) : 0;
  return { pageSize, usable, pages: counted, isWal: head.readUInt8(18) === 2 };
}

function openIfThere(file: string): number | null {
  try {
    return openSync(/*turbopackIgnore: true*/ file, 'r');
  } catch {
    return null;
  }
}

const sizeIfThere = (file: string): number =>
  statSync(/*turbopackIgnore: true*/ file, { throwIfNoEntry: false })?.size ?? 0;

const isSame = (a: Stats, b: Stats): boolean => a.size === b.size && a.mtimeMs === b.mtimeMs;

/** The pages of a SQLite database, and nothing else of the file system: read only, no lock, no file beside it. */
export class PageFile {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  readonly pageCount: number;
  readonly bytes: number;
  /** Committed frames of the write-ahead log that were read with it. */
  readonly walFrames: number;
  /** It is in WAL mode: a log that was not copied with it would be missed. */
  readonly isWal: boolean;
  readonly #fd: number;
  readonly #walFd: number | null;
  readonly #wal: WalPages | null;
  readonly #before: readonly Stats[];
  readonly #cache = new Map<number, Buffer>();
  readonly #cached: number;

  constructor(file: string) {
    this.#fd = openSync(/*turbopackIgnore: true*/ file, 'r');
    this.#walFd = openIfThere(`${file}-wal`);
    try {
      if (sizeIfThere(`${file}-journal`) > 0)
        throw new StoreFault(
          'A rollback journal stands beside it: a write was cut off. Open it once with SQLite, or copy it with the node stopped.',
        );
      const head = readHead(this.#fd);
      this.#before = this.#stats();
      this.#wal = this.#walFd === null ? null : readWal(this.#walFd, head.pageSize);
      this.bytes = fstatSync(this.#fd).size;
      this.pageSize = head.pageSize;
      this.usable = head.usable;
      this.isWal = head.isWal;
      this.walFrames = this.#wal?.frames ?? 0;
      this.pageCount = this.#countPages(head.pages);
      this.#cached = Math.max(16, Math.floor(CACHE_BYTES / head.pageSize));
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** A page that is looked at again and again. */
  page(no: number): Buffer {
    const known = this.#cache.get(no);
    if (known) return known;
    const page = Buffer.allocUnsafeSlow(this.pageSize);
    this.readInto(no, page);
    if (this.#cache.size >= this.#cached) {
      const [oldest] = this.#cache.keys();
      if (oldest !== undefined) this.#cache.delete(oldest);
    }
    this.#cache.set(no, page);
    return page;
  }

  /** A page that is looked at once. */
  readInto(no: number, page: Buffer): void {
    if (no < 1 || no > this.pageCount) throw damaged(`it names page ${no} of ${this.pageCount}`);
    const logged = this.#wal?.at.get(no);
    const read =
      logged !== undefined && this.#walFd !== null
        ? readSync(this.#walFd, page, 0, this.pageSize, logged)
        : readSync(this.#fd, page, 0, this.pageSize, (no - 1) * this.pageSize);
    if (read < this.pageSize) throw damaged(`page ${no} is cut off`);
  }

  /** Throws when somebody wrote to it meanwhile: what was read is of no one moment. */
  checkUnchanged(): void {
    const now = this.#stats();
    if (this.#before.every((before, i) => now[i] && isSame(before, now[i]))) return;
    throw new StoreFault(
      'It was written to while it was read; stop the node, or copy it with SQLite’s .backup, and read the copy.',
    );
  }

  close(): void {
    closeSync(this.#fd);
    if (this.#walFd !== null) closeSync(this.#walFd);
  }

  #stats(): Stats[] {
    return [this.#fd, ...(this.#walFd === null ? [] : [this.#walFd])].map((fd) => fstatSync(fd));
  }

  #countPages(counted: number): number {
    const whole = Math.floor(this.bytes / this.pageSize);
    if (this.#wal) return this.#wal.pageCount;
    if (counted > whole)
      throw new StoreFault(
        `It is cut off: ${counted} pages were written, ${whole} are there. Copy it again, with the node stopped.`,
      );
    return counted === 0 ? whole : counted;
  }
}

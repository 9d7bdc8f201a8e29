import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const open = promisify(fs.open);
const close = promisify(fs.close);
const ftruncate = promisify(fs.ftruncate);

/** @typedef {{ start: number, size: number, file: string }} Segment */

/**
 * Positional, so that writing the same bytes again (at exit, beside a write still under way) changes nothing.
 *
 * @param {number} fd
 * @param {Buffer} bytes
 * @param {number} position
 */
const writeAll = async (fd, bytes, position) => {
  for (let done = 0; done < bytes.length; ) {
    done += await new Promise((resolve, reject) => {
      fs.write(fd, bytes, done, bytes.length - done, position + done, (error, written) =>
        error ? reject(error) : resolve(written),
      );
    });
  }
};

/**
 * @param {number} fd
 * @param {number} position
 * @param {number} length
 * @returns {Promise<Buffer>} shorter at the end of the file
 */
const readAt = async (fd, position, length) => {
  const bytes = Buffer.allocUnsafe(length);
  let done = 0;
  while (done < length) {
    const count = await new Promise((resolve, reject) => {
      fs.read(fd, bytes, done, length - done, position + done, (error, n) =>
        error ? reject(error) : resolve(n),
      );
    });
    if (count === 0) break;
    done += count;
  }
  return bytes.subarray(0, done);
};

/**
 * @param {string} dir
 * @returns {Segment[]} what an earlier process left, in order
 */
const findSegments = (dir) => {
  const found = fs
    .readdirSync(dir)
    .filter((name) => /^\d+\.part$/.test(name))
    .map((name) => path.join(dir, name))
    .map((file) => ({ file, start: Number.parseInt(path.basename(file), 10), size: fs.statSync(file).size }))
    .sort((a, b) => a.start - b.start);
  const last = found.at(-1);
  const before = found.at(-2);
  // A process that died between making the next file and using it.
  if (last && before && last.size === 0 && last.start !== before.start + before.size) {
    fs.unlinkSync(last.file);
    found.pop();
  }
  for (const [i, { start, size, file }] of found.entries()) {
    const next = found[i + 1];
    if (next && next.start !== start + size) {
      throw Error(
        `${file} ends at ${start + size} but the next file begins at ${next.start}: move ${dir} away`,
      );
    }
  }
  return found;
};

/**
 * The stream on disk: files named by the offset they start at. Appends at the end, reads anywhere, forgets whole
 * files from the front; never the one that is written, so that the offset survives a restart.
 */
export class Segments {
  /** @type {string} */ #dir;
  /** @type {number} */ #segmentBytes;
  /** The last one is written. @type {Segment[]} */ #list;
  /** @type {Segment} */ #active;
  /** @type {number} */ #fd;

  /**
   * @param {string} dir
   * @param {number} segmentBytes
   */
  static async open(dir, segmentBytes) {
    const list = findSegments(dir);
    const active = list.at(-1) ?? { start: 0, size: 0, file: path.join(dir, '0.part') };
    const fd = await open(active.file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);
    return new Segments(dir, segmentBytes, list.length === 0 ? [active] : list, active, fd);
  }

  /**
   * @param {string} dir
   * @param {number} segmentBytes
   * @param {Segment[]} list
   * @param {Segment} active
   * @param {number} fd
   */
  constructor(dir, segmentBytes, list, active, fd) {
    this.#dir = dir;
    this.#segmentBytes = segmentBytes;
    this.#list = list;
    this.#active = active;
    this.#fd = fd;
  }

  get start() {
    return this.#list[0]?.start ?? 0;
  }

  get end() {
    return this.#active.start + this.#active.size;
  }

  async endsWithNewline() {
    const { size } = this.#active;
    return size === 0 || (await readAt(this.#fd, size - 1, 1)).toString('latin1') === '\n';
  }

  /** What is appended from now on goes to a new file, so that the one before can be forgotten. */
  async startNext() {
    if (this.#active.size === 0) return;
    const next = { start: this.end, size: 0, file: path.join(this.#dir, `${this.end}.part`) };
    const fd = await open(next.file, 'w+', 0o600);
    const before = this.#fd;
    this.#fd = fd;
    this.#active = next;
    this.#list.push(next);
    await close(before);
  }

  /** @param {Buffer} bytes all of them are on the file when this resolves, none when it rejects */
  async append(bytes) {
    if (this.#active.size >= this.#segmentBytes) await this.startNext();
    const { size } = this.#active;
    try {
      await writeAll(this.#fd, bytes, size);
    } catch (error) {
      await ftruncate(this.#fd, size);
      throw error;
    }
    this.#active.size += bytes.length;
  }

  /** @param {Buffer} bytes the last ones, from a process that exits */
  appendSync(bytes) {
    for (let done = 0; done < bytes.length; ) {
      done += fs.writeSync(this.#fd, bytes, done, bytes.length - done, this.#active.size + done);
    }
    this.#active.size += bytes.length;
  }

  /**
   * @param {number} offset between start and end
   * @param {number} max
   * @returns {Promise<Buffer>} at least one byte of what is there, from one file
   */
  async read(offset, max) {
    const segment = this.#list.findLast(({ start }) => start <= offset);
    if (!segment) throw Error(`byte ${offset} is no longer in ${this.#dir}`);
    const length = Math.min(max, segment.start + segment.size - offset);
    // Never the descriptor that is written: it is closed when the next file begins.
    const fd = await open(segment.file, 'r');
    try {
      return await readAt(fd, offset - segment.start, length);
    } finally {
      await close(fd);
    }
  }

  /** @param {number} offset everything before it may go */
  forget(offset) {
    while (this.#list[0] && this.#list[0] !== this.#active) {
      const { start, size, file } = this.#list[0];
      if (start + size > offset) return;
      this.#list.shift();
      fs.unlink(file, () => {});
    }
  }

  close() {
    return close(this.#fd);
  }

  remove() {
    fs.rmSync(this.#dir, { recursive: true, force: true });
  }
}

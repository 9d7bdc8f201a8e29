import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const open = promisify(fs.open);
const close = promisify(fs.close);
const ftruncate = promisify(fs.ftruncate);

/** @typedef {{ start: number, size: number, file: string }} Segment */
/** @typedef {Awaited<ReturnType<typeof openSegments>>} Segments */

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
 *
 * @param {string} dir
 * @param {number} segmentBytes
 */
export const openSegments = async (dir, segmentBytes) => {
  const list = findSegments(dir);
  /** @type {Segment} */
  let active = list.at(-1) ?? { start: 0, size: 0, file: path.join(dir, '0.part') };
  if (list.length === 0) list.push(active);
  let fd = await open(active.file, fs.constants.O_RDWR | fs.constants.O_CREAT, 0o600);

  const end = () => active.start + active.size;

  const rotate = async () => {
    const next = { start: end(), size: 0, file: path.join(dir, `${end()}.part`) };
    const nextFd = await open(next.file, 'w+', 0o600);
    const oldFd = fd;
    fd = nextFd;
    active = next;
    list.push(next);
    await close(oldFd);
  };

  return {
    end,
    startNext: async () => {
      if (active.size > 0) await rotate();
    },
    start: () => list[0]?.start ?? 0,
    endsWithNewline: async () =>
      active.size === 0 || (await readAt(fd, active.size - 1, 1)).toString('latin1') === '\n',

    /** @param {Buffer} bytes all of them are on the file when this resolves, none when it rejects */
    append: async (bytes) => {
      if (active.size >= segmentBytes) await rotate();
      try {
        await writeAll(fd, bytes, active.size);
      } catch (error) {
        await ftruncate(fd, active.size);
        throw error;
      }
      active.size += bytes.length;
    },

    /** @param {Buffer} bytes the last ones, from a process that exits */
    appendSync: (bytes) => {
      for (let done = 0; done < bytes.length; ) {
        done += fs.writeSync(fd, bytes, done, bytes.length - done, active.size + done);
      }
      active.size += bytes.length;
    },

    /**
     * @param {number} offset between start() and end()
     * @param {number} max
     * @returns {Promise<Buffer>} at least one byte of what is there, from one file
     */
    read: async (offset, max) => {
      const segment = list.findLast(({ start }) => start <= offset);
      if (!segment) throw Error(`byte ${offset} is no longer in ${dir}`);
      const length = Math.min(max, segment.start + segment.size - offset);
      // Never the descriptor that is written: it is closed when the next file begins.
      const readFd = await open(segment.file, 'r');
      try {
        return await readAt(readFd, offset - segment.start, length);
      } finally {
        await close(readFd);
      }
    },

    /** @param {number} offset everything before it may go */
    forget: (offset) => {
      while (list[0] && list[0] !== active && list[0].start + list[0].size <= offset) {
        const gone = list.shift();
        if (gone) fs.unlink(gone.file, () => {});
      }
    },

    close: () => close(fd),
    remove: () => fs.rmSync(dir, { recursive: true, force: true }),
  };
};

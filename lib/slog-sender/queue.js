/** @typedef {ReturnType<typeof makeQueue>} Queue */

/**
 * Lines on their way to the disk: bounded, in order. A line that finds no room is dropped and counted; the count
 * becomes a line of its own where the gap is, as soon as there is room.
 *
 * @param {number} maxLength in UTF-16 units, about the bytes of a slog
 */
export const makeQueue = (maxLength) => {
  /** @type {string[]} */
  let lines = [];
  let length = 0;
  let dropped = 0;

  /** @param {number} more */
  const hasRoom = (more) => length === 0 || length + more <= maxLength;

  /** @param {string} line */
  const add = (line) => {
    lines.push(line);
    length += line.length + 1;
  };

  const reportDropped = () => {
    if (dropped === 0 || !hasRoom(0)) return;
    const time = Date.now() / 1000;
    add(JSON.stringify({ type: 'vatdeck-dropped', count: dropped, time }));
    dropped = 0;
  };

  /** @param {string | undefined} line */
  const push = (line) => {
    if (line === undefined || !hasRoom(line.length)) {
      dropped += 1;
      return;
    }
    if (dropped > 0) reportDropped();
    add(line);
  };

  /** @param {number} atLeast takes whole lines until there are so many units */
  const take = (atLeast) => {
    let count = 0;
    let taken = 0;
    while (count < lines.length && taken < atLeast) taken += (lines[count++]?.length ?? 0) + 1;
    const batch = count === lines.length ? lines : lines.slice(0, count);
    lines = count === lines.length ? [] : lines.slice(count);
    length -= taken;
    return batch.length === 0 ? Buffer.alloc(0) : Buffer.from(`${batch.join('\n')}\n`);
  };

  /** @param {Buffer} batch a taken one that found no room on the disk */
  const drop = (batch) => {
    dropped += batch.toString('latin1').split('\n').length - 1;
  };

  return {
    push,
    drop,
    take,
    reportDropped,
    isEmpty: () => lines.length === 0,
    owesReport: () => dropped > 0,
  };
};

import fs from 'node:fs';
import path from 'node:path';

/** The folders that senders of this process write. @type {Set<string>} */
const ours = new Set();

/**
 * What tells a process from a later one with the same number; undefined when there is none, or a zombie.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
const bornAt = (pid) => {
  try {
    // "pid (name) state … starttime(22)": the name may hold anything, so count from its last parenthesis.
    const fields = fs
      .readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  } catch {
    return undefined;
  }
};

/** @param {string} file */
const livingOwner = (file) => {
  try {
    const [pid = 0, born] = fs.readFileSync(file, 'utf8').split(' ');
    const isAlive = born !== '' && bornAt(Number(pid)) === born;
    return isAlive && Number(pid) !== process.pid ? Number(pid) : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Makes this process the only writer of the folder, or throws who is; returns how to let go. (Where there is no
 * /proc only a second sender of the same process is noticed.)
 *
 * @param {string} dir
 */
export const claim = (dir) => {
  fs.mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = path.join(dir, 'owner');
  const owner = ours.has(dir) ? process.pid : livingOwner(file);
  if (owner) {
    throw Error(
      `process ${owner} already sends this run from ${dir}: end it, or give another VATDECK_SPOOL_DIR`,
    );
  }
  fs.writeFileSync(file, `${process.pid} ${bornAt(process.pid) ?? ''}`);
  ours.add(dir);
  return () => {
    ours.delete(dir);
    fs.rmSync(file, { force: true });
  };
};

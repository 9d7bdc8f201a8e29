// One server per data folder: the embedded database takes no lock of its own, and two writers lose each other's rows.
// Plain JavaScript, as `npm start` looks before anything is built.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';

/** @param {string} dataDir */
const lockFile = (dataDir) => path.join(dataDir, 'owner.pid');

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** After a reboot another program may have the old owner's number: where /proc tells, only a Node process counts. @param {number} pid */
function isNode(pid) {
  const file = `/proc/${pid}/cmdline`;
  if (!existsSync('/proc/self/cmdline')) return true;
  if (!existsSync(file)) return false;
  const [program = ''] = readFileSync(file, 'utf8').split('\0');
  return /node|next-server|vitest/.test(program);
}

/** @param {string} file */
function readPid(file) {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/**
 * The living process that uses the folder, or null. This process itself does not count.
 * @param {string} dataDir
 * @returns {number | null}
 */
export function lockOwner(dataDir) {
  const pid = readPid(lockFile(dataDir));
  return pid > 0 && pid !== process.pid && isAlive(pid) && isNode(pid) ? pid : null;
}

/** @param {string} file */
function takeFile(file) {
  try {
    const fd = openSync(file, 'wx');
    writeSync(fd, String(process.pid));
    closeSync(fd);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/** @param {string} dataDir @param {number} pid */
const inUse = (dataDir, pid) =>
  new Error(
    `The data folder ${dataDir} is in use by process ${pid}. Stop that server, give this one another folder (DATA_DIR), or set DATABASE_URL to a PostgreSQL server to run several.`,
  );

/**
 * Takes the folder for this process or throws who has it; a lock whose owner is dead is taken over.
 * @param {string} dataDir
 * @returns {() => void} gives it back
 */
export function lockDataDir(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = lockFile(dataDir);
  for (let attempt = 0; !takeFile(file); attempt += 1) {
    const owner = lockOwner(dataDir);
    if (owner !== null) throw inUse(dataDir, owner);
    if (readPid(file) === process.pid) break;
    if (attempt > 5) throw new Error(`The lock ${file} can neither be taken nor removed.`);
    rmSync(file, { force: true });
  }
  const release = () => {
    if (readPid(file) === process.pid) rmSync(file, { force: true });
  };
  process.once('exit', release);
  return release;
}

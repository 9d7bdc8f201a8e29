// A PostgreSQL cluster for one test run: made in a temporary folder as a normal user, gone afterwards.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { aptInstall } from './ensure-browser.mjs';

const DEBIAN = '/usr/lib/postgresql';

/** The folder of the newest installed server's programs, or null. */
function programs() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return (
    versions.map((v) => path.join(DEBIAN, v, 'bin')).find((bin) => existsSync(path.join(bin, 'initdb'))) ??
    null
  );
}

/** initdb refuses root; Debian's package makes the user `postgres`. */
const asUser = () =>
  process.getuid?.() === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/**
 * Starts a cluster and returns its URL and how to end it; null where no PostgreSQL is installed and none may be.
 * @param {{install: boolean}} options
 */
export async function startPostgres({ install }) {
  if (!programs() && install) aptInstall('postgresql');
  const bin = programs();
  if (!bin) return null;
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-pg-'));
  chmodSync(folder, 0o777);
  const data = path.join(folder, 'data');
  const port = await freePort();
  /** @param {string} program @param {string[]} args */
  const run = (program, args) =>
    execFileSync('/usr/bin/env', [...asUser(), path.join(bin, program), ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      cwd: folder,
    });
  run('initdb', ['-D', data, '-U', 'vatdeck', '-A', 'trust', '--no-sync']);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
  run('pg_ctl', ['-D', data, '-w', '-l', path.join(folder, 'log'), '-o', settings, 'start']);
  const stop = () => {
    const pgCtl = [...asUser(), path.join(bin, 'pg_ctl'), '-D', data, '-m', 'immediate', 'stop'];
    spawnSync('/usr/bin/env', pgCtl, { stdio: 'ignore', cwd: folder });
    rmSync(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://vatdeck@127.0.0.1:${port}/postgres`, stop };
}

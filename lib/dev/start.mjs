// `npm start`: installs what is missing, builds when needed, serves. The kernel is prepared by the server while the page is up.
import { createServer } from 'node:net';
import path from 'node:path';
import { build } from './build.mjs';
import { install, root } from './install.mjs';
import { runToEnd, say } from './say.mjs';
import { serverEnv, serverFlags } from './server-process.mjs';

const host = process.env.HOSTNAME_BIND ?? '127.0.0.1';
const port = Number(process.env.PORT ?? 3000);

/** Resolves to true if nothing listens there. */
const portIsFree = () =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });

install();
const { lockOwner } = await import('../server/db/data-dir-lock.mjs');
const dataDir = path.resolve(process.env.DATA_DIR ?? '.data');
const owner = lockOwner(dataDir);
if (owner !== null) {
  say(`Vatdeck already runs on ${dataDir} (process ${owner}). Two servers on one embedded database would lose data.
  Use the one that runs, stop it, give this one another folder (DATA_DIR=… npm start),
  or set DATABASE_URL to a PostgreSQL server to run several.`);
  process.exit(1);
}
if (!(await portIsFree())) {
  say(`Port ${port} of ${host} is taken by another program. Choose another: PORT=${port + 1} npm start`);
  process.exit(1);
}
await build();
say(`Starting on http://${host}:${port}  (data in ${dataDir}; stop with Ctrl-C)`);
// server.js changes into its own folder, which the next build wipes: every path it gets is absolute.
/** @type {NodeJS.ProcessEnv} */
const env = {
  ...serverEnv,
  ...process.env,
  NODE_ENV: 'production',
  NEXT_TELEMETRY_DISABLED: '1',
  HOSTNAME: host,
  PORT: String(port),
  DATA_DIR: dataDir,
  VATDECK_ROOT: root,
};
process.exit(await runToEnd(process.execPath, [...serverFlags, '.next/standalone/server.js'], { env }));

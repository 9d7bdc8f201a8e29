// `npm run dev`: the same server with reload on change, on its own data folder.
import path from 'node:path';
import { bundle } from './build.mjs';
import { install, root } from './install.mjs';
import { runToEnd } from './say.mjs';

install();
await bundle();
const env = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: '1',
  DATA_DIR: path.resolve(process.env.DATA_DIR ?? '.data-dev'),
  VATDECK_ROOT: root,
  PORT: process.env.PORT ?? '3000',
  HOSTNAME: '127.0.0.1',
};
const args = ['node_modules/next/dist/bin/next', 'dev', '-H', '127.0.0.1', '-p', env.PORT];
process.exit(await runToEnd(process.execPath, args, { env }));

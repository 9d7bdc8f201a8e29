import path from 'node:path';
import { z } from 'zod';
import type { DatabasePlace } from '@/lib/server/db/open-database';
import { type AuthEnv, authEnv, authSchema, listOf } from '@/lib/server/people/auth-env';

/** Everything the environment may say, read once. */
export type Env = {
  /** The source checkout, where the rehearsal's package lives. */
  readonly root: string;
  readonly dataDir: string;
  readonly database: DatabasePlace;
  /** Where this server is reached from the same machine: what a rehearsal sends its slog to. */
  readonly url: string;
  readonly allowedHosts: readonly string[];
  /** How people sign in. */
  readonly auth: AuthEnv;
  readonly maxRunBytes: number;
  /** Of an uploaded store or inventory, packed and unpacked. */
  readonly maxStoreBytes: number;
  readonly prepareKernel: boolean;
  readonly kernelCache: string;
};

const GB = 1e9;

const schema = z.object({
  VATDECK_ROOT: z.string().optional(),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  PORT: z.coerce.number().int().min(1).max(65_535).default(3000),
  HOSTNAME: z.string().default('127.0.0.1'),
  ALLOWED_HOSTS: z.string().default(''),
  MAX_SLOG_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * GB),
  MAX_STORE_BYTES: z.coerce
    .number()
    .int()
    .positive()
    .default(64 * GB),
  VATDECK_PREPARE: z.enum(['on', 'off']).default('on'),
  VATDECK_CACHE: z.string().optional(),
  ...authSchema,
});

/** Next's own server changes into its build folder, and the next build deletes everything there. */
export function checkedDataDir(dataDir: string): string {
  if (!path.isAbsolute(dataDir))
    throw new Error(
      `DATA_DIR must be an absolute path, not "${dataDir}": the server does not run where you started it.`,
    );
  if (path.normalize(dataDir).split(path.sep).includes('.next'))
    throw new Error(`DATA_DIR is ${dataDir}, inside the build folder, which the next build deletes.`);
  return path.normalize(dataDir);
}

/** On every interface means: reached at the loopback from here. A container's own name is no address we chose. */
function selfUrl(hostname: string, port: number): string {
  const loopback = /^(127\.[\d.]+|localhost|::1)$/.test(hostname);
  const host = loopback ? hostname : '127.0.0.1';
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Reads and checks the environment; throws words for whoever set it. */
export function readEnv(source: Readonly<Record<string, string | undefined>>, cwd: string): Env {
  const parsed = schema.safeParse(source);
  if (!parsed.success) throw new Error(`The environment is not usable: ${z.prettifyError(parsed.error)}`);
  const env = parsed.data;
  const root = path.resolve(/*turbopackIgnore: true*/ env.VATDECK_ROOT ?? cwd);
  const auth = authEnv(env);
  const dataDir = checkedDataDir(env.DATA_DIR ?? path.join(root, '.data'));
  return {
    root,
    dataDir,
    database: env.DATABASE_URL ? { url: env.DATABASE_URL } : { folder: path.join(dataDir, 'db') },
    url: selfUrl(env.HOSTNAME, env.PORT),
    allowedHosts: [...listOf(env.ALLOWED_HOSTS), ...(auth.baseUrl ? [new URL(auth.baseUrl).host] : [])],
    auth,
    maxRunBytes: env.MAX_SLOG_BYTES,
    maxStoreBytes: env.MAX_STORE_BYTES,
    prepareKernel: env.VATDECK_PREPARE === 'on',
    kernelCache: path.resolve(
      /*turbopackIgnore: true*/ env.VATDECK_CACHE ?? path.join(root, 'lib/rehearsal/.cache'),
    ),
  };
}

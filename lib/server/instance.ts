import { lockDataDir } from '@/lib/server/db/data-dir-lock.mjs';
import { type Database, openDatabase } from '@/lib/server/db/open-database';
import { type Env, readEnv } from '@/lib/server/env';
import { Readings } from '@/lib/server/inventory/readings';
import { OpenRuns } from '@/lib/server/live/open-runs';
import { Streams } from '@/lib/server/live/streams';
import { Auths } from '@/lib/server/people/auth';
import { authSecret } from '@/lib/server/people/auth-secret';
import { Kernel } from '@/lib/server/rehearsal/kernel';
import { Rehearsals } from '@/lib/server/rehearsal/rehearsals';
import { FollowedRuns } from '@/lib/server/report/followed-runs';
import { PublicAnswers } from '@/lib/server/report/public-answers';
import { Upkeep } from '@/lib/server/run/upkeep';

/** Everything of this server that lives longer than a request. */
export type Instance = {
  readonly env: Env;
  readonly database: Database;
  readonly streams: Streams;
  readonly runs: OpenRuns;
  readonly upkeep: Upkeep;
  readonly readings: Readings;
  readonly kernel: Kernel;
  readonly rehearsals: Rehearsals;
  readonly auths: Auths;
  readonly publicAnswers: PublicAnswers;
  readonly followedRuns: FollowedRuns;
  readonly release: () => void;
};

/** Takes the data folder, opens the database and what hangs on it. */
export async function openInstance(env: Env): Promise<Instance> {
  const release = lockDataDir(env.dataDir);
  try {
    const database = await openDatabase(env.database);
    const streams = new Streams();
    const { dataDir } = env;
    const upkeep = new Upkeep({ dataDir, database });
    const runs = new OpenRuns({ dataDir, database, streams, onEnded: (runId) => upkeep.add(runId) });
    const readings = new Readings({ dataDir, database });
    const kernel = new Kernel(env);
    const rehearsals = new Rehearsals({ env, runs });
    const secret = authSecret(env.auth.secret, dataDir);
    const auths = new Auths({ env: env.auth, database, secret });
    const publicAnswers = new PublicAnswers(Date.now);
    const followedRuns = new FollowedRuns(Date.now);
    const people = { rehearsals, auths, publicAnswers, followedRuns };
    return { env, database, streams, runs, upkeep, readings, kernel, ...people, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** The doors, the pages and the start are bundled apart, and a reload in development loads them anew: they meet here. */
const shared = globalThis as { vatdeckInstance?: Promise<Instance> | undefined };

/** The one instance of this process, opened by whoever asks first. */
export function instance(): Promise<Instance> {
  if (!shared.vatdeckInstance) {
    const opening = Promise.resolve().then(() => openInstance(readEnv(process.env, process.cwd())));
    shared.vatdeckInstance = opening;
    // Who could not open it may try again; the database server may be back by then.
    opening.catch(() => {
      shared.vatdeckInstance = undefined;
    });
  }
  return shared.vatdeckInstance;
}

/** Puts an instance in place (tests, restarts); null takes it away. */
export function setInstance(next: Instance | null): void {
  shared.vatdeckInstance = next ? Promise.resolve(next) : undefined;
}

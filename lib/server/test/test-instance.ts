import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundleWorkers } from '@/lib/dev/bundle-workers.mjs';
import { ROLES, type Role } from '@/lib/people/role';
import type { Actor } from '@/lib/server/actor';
import { openDatabase } from '@/lib/server/db/open-database';
import type { Env } from '@/lib/server/env';
import { type Instance, instance, setInstance } from '@/lib/server/instance';
import { Readings } from '@/lib/server/inventory/readings';
import { OpenRuns } from '@/lib/server/live/open-runs';
import { Streams } from '@/lib/server/live/streams';
import { Auths } from '@/lib/server/people/auth';
import { LOCAL_ONLY } from '@/lib/server/people/auth-env';
import { Kernel } from '@/lib/server/rehearsal/kernel';
import { Rehearsals } from '@/lib/server/rehearsal/rehearsals';
import { FollowedRuns } from '@/lib/server/report/followed-runs';
import { PublicAnswers } from '@/lib/server/report/public-answers';
import { Upkeep } from '@/lib/server/run/upkeep';
import { recoverRuns } from '@/lib/server/start/recover-runs';
import { addOperator } from '@/lib/server/test/person';
import { testDatabase } from '@/lib/server/test/test-database';

export const named = (name: string, roles: readonly Role[] = ROLES): Actor => ({
  kind: 'person',
  id: name,
  name,
  roles,
});
export const operator: Actor = named('operator');

function assemble(env: Env, database: Instance['database']): Instance {
  const streams = new Streams();
  const { dataDir } = env;
  const upkeep = new Upkeep({ dataDir, database });
  const runs = new OpenRuns({ dataDir, database, streams, onEnded: (runId) => upkeep.add(runId) });
  return {
    env,
    database,
    streams,
    runs,
    upkeep,
    readings: new Readings({ dataDir, database }),
    kernel: new Kernel(env),
    rehearsals: new Rehearsals({ env, runs }),
    auths: new Auths({ env: env.auth, database, secret: 'a secret of the tests, 32 characters' }),
    publicAnswers: new PublicAnswers(Date.now),
    followedRuns: new FollowedRuns(Date.now),
    release: () => {},
  };
}

/** A server without its HTTP: what the verbs and doors meet. Its process can "die" and start again on the same data. */
export class TestInstance {
  readonly dataDir: string;
  readonly #drop: () => Promise<void>;

  private constructor(dataDir: string, drop: () => Promise<void>) {
    this.dataDir = dataDir;
    this.#drop = drop;
  }

  static async open(change: Partial<Env> = {}): Promise<TestInstance> {
    await bundleWorkers();
    const dataDir = change.dataDir ?? mkdtempSync(path.join(tmpdir(), 'vatdeck-server-'));
    const { place, drop } = await testDatabase();
    const env: Env = {
      root: process.cwd(),
      dataDir,
      database: place,
      url: 'http://127.0.0.1:9',
      allowedHosts: [],
      auth: LOCAL_ONLY,
      maxRunBytes: 1e9,
      maxStoreBytes: 1e9,
      prepareKernel: false,
      kernelCache: path.join(dataDir, 'kernel-cache'),
      ...change,
    };
    const database = await openDatabase(place);
    await addOperator(database);
    setInstance(assemble(env, database));
    return new TestInstance(dataDir, drop);
  }

  /** Everything in memory is lost at once; the database and the files stay. */
  async crash(): Promise<void> {
    const { env, database, runs, streams, upkeep, readings, followedRuns } = await instance();
    streams.closeAll();
    await Promise.all([runs.crash(), upkeep.stop(), readings.stop(), followedRuns.stop()]);
    const next = assemble(env, database);
    setInstance(next);
    await recoverRuns(next);
    await next.upkeep.start();
  }

  async close(): Promise<void> {
    const { database, runs, streams, upkeep, readings, followedRuns } = await instance();
    streams.closeAll();
    await Promise.all([runs.crash(), upkeep.stop(), readings.stop(), followedRuns.stop()]);
    await database.close();
    setInstance(null);
    await this.#drop();
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

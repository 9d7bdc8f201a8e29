import type { Status } from '@/lib/live/kernel-state';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';

export async function readStatus(_actor: Actor): Promise<Status> {
  const { env, database, kernel, streams } = await instance();
  return {
    now: Date.now(),
    kernel: kernel.state,
    database: database.kind,
    databaseTrouble: database.trouble(),
    dataDir: env.dataDir,
    openStreams: streams.size,
  };
}

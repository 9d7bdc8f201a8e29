import { Pool } from 'pg';
import { PrismaClient } from '@/lib/generated/prisma/client';
import { openEmbedded } from '@/lib/server/db/embedded';
import { migrate } from '@/lib/server/db/migrate';
import { OneAtATime } from '@/lib/server/db/one-at-a-time';

export type Database = {
  readonly kind: 'embedded' | 'server';
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  /** How often the embedded database made a file durable; 0 for a server, which looks after itself. */
  syncs(): Promise<number>;
  /** What happened to the embedded database's thread, in words; null while nothing did. */
  trouble(): string | null;
  close(): Promise<void>;
};

/** What the verbs use inside a transaction. */
export type Tx = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** A server by its URL, or the embedded database in a folder (`memory://` keeps nothing). */
export type DatabasePlace = { readonly url: string } | { readonly folder: string };

function openServer(url: string): Omit<Database, 'prisma'> {
  const pool = new Pool({ connectionString: url, max: 10 });
  // An idle connection that the server closes is replaced at the next query.
  pool.on('error', (error) => console.error(`The database closed a connection: ${error.message}`));
  return { kind: 'server', pool, syncs: async () => 0, trouble: () => null, close: () => pool.end() };
}

/**
 * How long a transaction waits for a connection and may take (ms): the embedded database has one, and a crowd waits for it. Prisma's own 2 and 5 s are over on a busy machine's first start, and a
 * transaction that is rolled back under a write in flight answers that write with nothing instead of an error.
 */
const PATIENCE = { maxWait: 30_000, timeout: 60_000 };

/** Opens the database that the environment names, brought up to the newest migration. */
export async function openDatabase(place: DatabasePlace): Promise<Database> {
  const base =
    'url' in place
      ? openServer(place.url)
      : { kind: 'embedded' as const, ...(await openEmbedded(place.folder)) };
  await migrate(base.pool);
  const prisma = new PrismaClient({ adapter: new OneAtATime(base.pool), transactionOptions: PATIENCE });
  const close = async (): Promise<void> => {
    await prisma.$disconnect();
    await base.close();
  };
  return { ...base, prisma, close };
}

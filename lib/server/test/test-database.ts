import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { DatabasePlace } from '@/lib/server/db/open-database';

/** Names a PostgreSQL server that tests may make databases on; without it they run on the embedded database. */
export const TEST_SERVER = process.env.DATABASE_URL_TEST;

type TestDatabase = { readonly place: DatabasePlace; readonly drop: () => Promise<void> };

async function onServer(server: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** An empty database of the caller's own: a new one on the server, or one in memory. */
export async function testDatabase(): Promise<TestDatabase> {
  if (!TEST_SERVER) return { place: { folder: 'memory://' }, drop: async () => {} };
  const name = `vatdeck_test_${randomBytes(6).toString('hex')}`;
  await onServer(TEST_SERVER, `CREATE DATABASE ${name}`);
  const url = new URL(TEST_SERVER);
  url.pathname = `/${name}`;
  return {
    place: { url: url.href },
    // Not by force: a pool's end comes before its connections are gone, and who is cut off then fails out of nowhere. The server waits
    // for those that leave; a connection that somebody keeps fails the test that left it open.
    drop: () => onServer(TEST_SERVER, `DROP DATABASE ${name}`),
  };
}

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** As much of better-sqlite3 as tests use; the rehearsal's kernel brings it. */
export type RealDatabase = {
  exec(sql: string): void;
  pragma(text: string): unknown;
  prepare(sql: string): { run(...values: unknown[]): unknown; all(...values: unknown[]): unknown[] };
  close(): void;
};
type Open = (file: string) => RealDatabase;

const home = path.join(process.cwd(), 'lib/rehearsal');
export const hasRealSqlite = existsSync(path.join(home, 'node_modules/better-sqlite3'));

/** A database by SQLite itself. */
export function openReal(file: string): RealDatabase {
  const require = createRequire(path.join(home, 'package.json'));
  const Real: new (file: string) => RealDatabase = require('better-sqlite3');
  const open: Open = (name) => new Real(name);
  return open(file);
}

/** The tables as swing-store makes them. */
export const SWING_STORE = `
  CREATE TABLE kvStore (key TEXT, value TEXT, PRIMARY KEY (key));
  CREATE TABLE transcriptItems (vatID TEXT, position INTEGER, item TEXT, incarnation INTEGER, PRIMARY KEY (vatID, position));
  CREATE TABLE transcriptSpans (
    vatID TEXT,
    startPos INTEGER, -- inclusive
    endPos INTEGER, -- exclusive
    hash TEXT, -- cumulative hash of this item and previous cumulative hash
    isCurrent INTEGER CHECK (isCurrent = 1),
    incarnation INTEGER, PRIMARY KEY (vatID, startPos), UNIQUE (vatID, isCurrent));
  CREATE TABLE snapshots (
    vatID TEXT, snapPos INTEGER, inUse INTEGER CHECK(inUse = 1), hash TEXT, uncompressedSize INTEGER, compressedSize INTEGER,
    compressedSnapshot BLOB, PRIMARY KEY (vatID, snapPos), UNIQUE (vatID, inUse));
  CREATE TABLE bundles (bundleID TEXT, bundle BLOB, PRIMARY KEY (bundleID));
`;

/** Puts keys into a swing-store. */
export function putKeys(db: RealDatabase, keys: Readonly<Record<string, string>>): void {
  const put = db.prepare('INSERT OR REPLACE INTO kvStore VALUES (?, ?)');
  db.exec('BEGIN');
  for (const [key, value] of Object.entries(keys)) put.run(key, value);
  db.exec('COMMIT');
}

const options = (name: string): string => JSON.stringify({ name, workerOptions: { type: 'local' } });

/** The keys of a small chain: vatAdmin, zoe, bank and a wallet that listens to bank. */
export const SMALL_CHAIN: Readonly<Record<string, string>> = {
  version: '3',
  'vat.names': '["vatAdmin"]',
  'vat.name.vatAdmin': 'v2',
  'vat.dynamicIDs': '["v9","v10","v11"]',
  'vats.terminated': '["v7"]',
  'host.height': '12',
  'v2.options': options('vatAdmin'),
  'v9.options': options('zoe'),
  'v10.options': options('bank'),
  'v11.options': options('wallet'),
  'v10.source': '{"bundleID":"b1-bank"}',
  'v2.vs.vom.dkind.13.descriptor': '{"tag":"adminNode"}',
  'v2.vs.vom.o+d13/1': '{"vatID":{"body":"#\\"v10\\"","slots":[]}}',
  'v2.c.o+d13/1': 'ko30',
  'v2.c.ko30': 'R o+d13/1',
  'v9.c.ko30': 'R o-50',
  'v9.c.o-50': 'ko30',
  'v10.c.o+0': 'ko31',
  'v10.c.ko31': '_ o+0',
  'v10.c.o+d10/1': 'ko32',
  'v10.c.ko32': 'R o+d10/1',
  'v10.c.o+5': 'ko33',
  'v10.c.ko33': 'R o+5',
  'v11.c.ko33': '_ o-51',
  'v11.c.o-51': 'ko33',
  'v10.c.kp40': 'R p+5',
  'v11.c.kp40': 'R p-60',
  'kp40.state': 'unresolved',
  'kp40.decider': 'v10',
  'kp40.subscribers': 'v11',
  'kp40.queue.nextID': '2',
  'kp41.state': 'unresolved',
  'kp41.decider': '',
  'v7.c.ko50': 'R o+3',
  'v7.c.o+3': 'ko50',
  'v7.vs.a': '1',
};

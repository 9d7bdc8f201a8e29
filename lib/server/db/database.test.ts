import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { lockDataDir, lockOwner } from '@/lib/server/db/data-dir-lock.mjs';
import { openEmbedded } from '@/lib/server/db/embedded';
import { migrate } from '@/lib/server/db/migrate';
import { openDatabase } from '@/lib/server/db/open-database';
import { checkedDataDir, readEnv } from '@/lib/server/env';
import { namedError } from '@/lib/server/errors';
import { TEST_SERVER, testDatabase } from '@/lib/server/test/test-database';

const root = process.cwd();
/** Node says each deprecation once in a process: the first may come from any test of this file. */
const warnings: string[] = [];
process.on('warning', ({ message }) => warnings.push(message));
const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-db-'));
afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
const fresh = (name: string): string => path.join(folder, name);

/** A process that takes a data folder and holds it until its stdin ends. */
function holder(dataDir: string) {
  const code = `
    import { lockDataDir } from ${JSON.stringify(path.join(root, 'lib/server/db/data-dir-lock.mjs'))};
    try { lockDataDir(process.argv[1]); console.log('held'); process.stdin.resume(); process.stdin.on('end', () => process.exit(0)); }
    catch (error) { console.log(error.message); process.exit(1); }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, dataDir], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { child, said: once(child.stdout, 'data').then(([text]) => String(text).trim()) };
}

describe('the data folder', () => {
  it('belongs to one process; a second is refused and told by whom and what to do', async () => {
    const dir = fresh('two');
    const first = holder(dir);
    expect(await first.said).toBe('held');
    expect(lockOwner(dir)).toBe(first.child.pid);
    expect(await holder(dir).said).toMatch(
      new RegExp(`in use by process ${first.child.pid}.*DATA_DIR.*DATABASE_URL`),
    );
    expect(() => lockDataDir(dir)).toThrow(/in use by process/);
    first.child.stdin.end();
    await once(first.child, 'exit');
    expect(existsSync(path.join(dir, 'owner.pid'))).toBe(false);
  });

  it('is taken over from a process that was killed, and from a number that is another program’s now', async () => {
    const dir = fresh('stale');
    const first = holder(dir);
    await first.said;
    first.child.kill('SIGKILL');
    await once(first.child, 'exit');
    expect(lockOwner(dir)).toBeNull();
    lockDataDir(dir)();
    if (process.platform !== 'linux') return;
    writeFileSync(path.join(dir, 'owner.pid'), '1');
    lockDataDir(dir)();
    expect(existsSync(path.join(dir, 'owner.pid'))).toBe(false);
  });

  it('is refused inside the build folder, and where it is not absolute', () => {
    expect(() => checkedDataDir('/srv/vatdeck/.next/standalone/.data')).toThrow(/next build deletes/);
    expect(() => checkedDataDir('.data')).toThrow(/absolute/);
    expect(() => readEnv({ VATDECK_ROOT: '/srv/vatdeck/.next/standalone' }, '/')).toThrow(
      /next build deletes/,
    );
    expect(readEnv({}, '/srv/vatdeck').dataDir).toBe('/srv/vatdeck/.data');
  });
});

describe('migrations', () => {
  it('bring the database to the schema, once, and again nothing', async () => {
    const { place, drop } = await testDatabase();
    const database = await openDatabase(place);
    expect(await database.prisma.plan.count()).toBe(0);
    expect(await migrate(database.pool)).toEqual([]);
    await database.close();
    await drop();
  });

  it('that were edited after they were applied are refused', async () => {
    const { place, drop } = await testDatabase();
    const database = await openDatabase(place);
    const edited = fresh('migrations');
    cpSync(path.join(root, 'prisma/migrations'), edited, { recursive: true });
    mkdirSync(path.join(edited, '99999999999999_new'));
    writeFileSync(
      path.join(edited, '99999999999999_new/migration.sql'),
      'CREATE TABLE "New" (id int); SELECT 1/0;',
    );
    await expect(migrate(database.pool, edited)).rejects.toThrow(/division by zero/);
    // All or nothing: the failed one left no table and may be tried again.
    writeFileSync(path.join(edited, '99999999999999_new/migration.sql'), 'CREATE TABLE "New" (id int);');
    expect(await migrate(database.pool, edited)).toEqual(['99999999999999_new']);
    writeFileSync(path.join(edited, '99999999999999_new/migration.sql'), 'CREATE TABLE "Other" (id int);');
    await expect(migrate(database.pool, edited)).rejects.toThrow(/edited after it was applied/);
    await database.close();
    await drop();
  });

  it.runIf(TEST_SERVER)('are applied once by servers that start together', async () => {
    const { place, drop } = await testDatabase();
    if (!('url' in place)) throw new Error('this needs a server');
    const pools = [1, 2, 3].map(() => new Pool({ connectionString: place.url }));
    const applied = await Promise.all(pools.map((pool) => migrate(pool)));
    expect(new Set(applied.flat()).size).toBe(applied.flat().length);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
    await Promise.all(pools.map((pool) => pool.end()));
    await drop();
  });

  it('say the same as the schema', () => {
    const args = [
      'migrate',
      'diff',
      '--from-migrations',
      'prisma/migrations',
      '--to-schema',
      'prisma/schema.prisma',
    ];
    const prisma = path.join(root, 'node_modules/prisma/build/index.js');
    // Exits with 2, and so throws here, when a migration is missing.
    execFileSync(process.execPath, [prisma, ...args, '--exit-code'], { cwd: root, stdio: 'pipe' });
  });
});

const COMMENT = { author: 'a', text: 't', stepId: 's', stepTitle: 's', revisionNo: 1 };

describe('a transaction', () => {
  it('in which somebody calls the outer client fails in seconds on the default database, and does nothing', async () => {
    const database = await openDatabase({ folder: 'memory://' });
    const { prisma } = database;
    const wrong = prisma.$transaction(
      async (tx) => {
        await tx.plan.create({ data: { id: 'inner', title: 'inner' } });
        await prisma.plan.create({ data: { id: 'outer', title: 'outer' } });
      },
      { timeout: 500 },
    );
    await expect(wrong).rejects.toThrow();
    expect(await prisma.plan.count({ where: { id: 'inner' } })).toBe(0);
    await database.close();
  });

  it('asks its connection one thing at a time, also what a row includes', async () => {
    const { place, drop } = await testDatabase();
    const database = await openDatabase(place);
    const plan = await database.prisma.$transaction(async (tx) => {
      await tx.plan.create({ data: { id: 'p', title: 'p', comments: { create: COMMENT } } });
      return tx.plan.findUniqueOrThrow({
        where: { id: 'p' },
        include: { revisions: true, approvals: true, waivers: true, comments: true, runs: true },
      });
    });
    expect(plan.comments).toMatchObject([COMMENT]);
    const answers = database.prisma.$transaction((tx) =>
      Promise.allSettled([tx.$queryRaw`SELECT 1 AS n`, tx.$queryRaw`SELECT 1/0`, tx.$queryRaw`SELECT 2`]),
    );
    expect((await answers).map(({ status }) => status)).toMatchObject({ 1: 'rejected', length: 3 });
    expect(warnings.filter((warning) => warning.includes('already executing'))).toEqual([]);
    await database.close();
    await drop();
  });
});

describe('the embedded database on disk', () => {
  it('whose thread dies says so, keeps what was committed and goes on; a transaction fails', async () => {
    const { pool, crash, trouble, close } = await openEmbedded(fresh('dies'));
    await pool.query('CREATE TABLE t (n int)');
    await pool.query('INSERT INTO t VALUES (1)');
    expect(trouble()).toBe(null);
    for (let death = 0; death < 2; death += 1) {
      const client = await pool.connect();
      client.on('error', () => {});
      await client.query('BEGIN');
      await client.query('INSERT INTO t VALUES (2)');
      await crash();
      await expect(client.query('COMMIT')).rejects.toThrow();
      client.release(true);
      expect((await pool.query('SELECT n FROM t')).rows).toEqual([{ n: 1 }]);
      // While nobody asks, too.
      await crash();
      expect((await pool.query('SELECT n FROM t')).rows).toEqual([{ n: 1 }]);
      expect(trouble()).toMatch(/The embedded database’s thread ended at/);
    }
    await close();
  }, 60_000);

  it('makes its log durable before each commit is answered', async () => {
    const database = await openDatabase({ folder: fresh('durable') });
    const { rows } = await database.pool.query(
      "SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit')",
    );
    expect(rows.map(({ setting }) => setting)).toEqual(['on', 'on', 'on']);
    for (let i = 0; i < 5; i += 1) {
      const before = await database.syncs();
      await database.prisma.plan.create({ data: { title: `plan ${i}` } });
      expect(await database.syncs()).toBeGreaterThan(before);
    }
    const before = await database.syncs();
    await database.prisma.plan.findMany();
    expect(await database.syncs()).toBe(before);
    await database.close();
  });

  it('keeps every acknowledged row when its process is killed while it writes', async () => {
    const dir = fresh('killed');
    const script = path.join(root, 'lib/server/test/write-until-killed.ts');
    const child = spawn(process.execPath, ['--import', 'tsx', script, dir], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    for await (const text of child.stdout) {
      said += text;
      if (said.split('\n').length > 40) child.kill('SIGKILL');
    }
    const acknowledged = said.split('\n').slice(0, -1);
    const database = await openDatabase({ folder: dir });
    const titles = new Set((await database.prisma.plan.findMany()).map(({ title }) => title));
    expect(acknowledged.length).toBeGreaterThanOrEqual(40);
    expect(acknowledged.filter((title) => !titles.has(title))).toEqual([]);
    await database.close();
  });

  const root0 = process.getuid?.() === 0 && process.platform === 'linux';
  it.runIf(root0)('says that its disk is full, and works on when there is room', async () => {
    const mount = mkdtempSync(path.join(tmpdir(), 'vatdeck-full-db-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=70m', 'tmpfs', mount]);
    try {
      const database = await openDatabase({ folder: path.join(mount, 'db') });
      const filler = path.join(mount, 'filler');
      expect(() => writeFileSync(filler, Buffer.alloc(1e8))).toThrow(/ENOSPC/);
      const refused = await database.prisma.plan
        .create({ data: { title: 'x'.repeat(1e6) } })
        .catch(namedError);
      expect(refused).toMatchObject({ code: 'storage-full' });
      expect(await database.prisma.plan.count()).toBe(0);
      rmSync(filler);
      await database.prisma.plan.create({ data: { title: 'after' } });
      expect(await database.prisma.plan.count()).toBe(1);
      await database.close();
    } finally {
      execFileSync('umount', ['-l', mount]);
      rmSync(mount, { recursive: true, force: true });
    }
  });

  const strace = process.platform === 'linux' && existsSync('/usr/bin/strace');
  it.runIf(strace)('asks the operating system for it: fsync of the log file, seen from outside', async () => {
    const dir = fresh('traced');
    const trace = fresh('trace.txt');
    const script = path.join(root, 'lib/server/test/write-until-killed.ts');
    const args = [
      '-f',
      '-qq',
      '-y',
      '-e',
      'trace=fsync',
      '-o',
      trace,
      process.execPath,
      '--import',
      'tsx',
      script,
      dir,
      '3',
    ];
    execFileSync('strace', args, { cwd: root, stdio: 'pipe' });
    const log = readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => line.includes('pg_wal/0000'));
    expect(log.length).toBeGreaterThanOrEqual(3);
  });
});

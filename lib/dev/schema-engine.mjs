#!/usr/bin/env node
// @ts-nocheck The protocol and the engine have no published types.
// Prisma's schema engine without the downloaded binary: the JSON-RPC protocol that the
// Prisma CLI speaks to `schema-engine` over stdio, answered by the WebAssembly build.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { PGlite } from '@electric-sql/pglite';
import {
  bindMigrationAwareSqlAdapterFactory,
  DriverAdapterError,
  ColumnTypeEnum as T,
} from '@prisma/driver-adapter-utils';
import * as bg from '@prisma/schema-engine-wasm/schema_engine_bg';
import { Client } from 'pg';

const log = (level, message, extra = {}) =>
  process.stderr.write(
    `${JSON.stringify({ level, target: 'schema_engine::logger', fields: { message, ...extra } })}\n`,
  );
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  message: '',
  set_message(m) {
    this.message = m;
  },
  get() {
    return this.message;
  },
};
const fatal = (e) => {
  log('ERROR', globalThis.PRISMA_WASM_PANIC_REGISTRY.message || e?.stack || String(e));
  process.exit(101);
};
process.on('uncaughtException', fatal);
process.on('unhandledRejection', fatal);

// --- driver adapter: every value as text, catalog types mapped by OID -----------------
const BY_OID = {
  16: T.Boolean,
  17: T.Bytes,
  18: T.Character,
  20: T.Int64,
  21: T.Int32,
  23: T.Int32,
  26: T.Int64,
  700: T.Float,
  701: T.Double,
  1082: T.Date,
  1083: T.Time,
  1114: T.DateTime,
  1184: T.DateTime,
  1700: T.Numeric,
  114: T.Json,
  3802: T.Json,
  2950: T.Uuid,
  1000: T.BooleanArray,
  1005: T.Int32Array,
  1007: T.Int32Array,
  1002: T.CharacterArray,
  1003: T.TextArray,
  1009: T.TextArray,
  1015: T.TextArray,
  1016: T.Int64Array,
  1028: T.Int64Array,
};
const parseValue = (oid) => (v) => {
  if (v === null) return null;
  const t = BY_OID[oid];
  if (t === T.Boolean) return v === 't' || v === 'true';
  if (t === T.Int32 || t === T.Float || t === T.Double) return Number(v);
  if (t === T.DateTime)
    return (
      v
        .replace(' ', 'T')
        .replace(/([+-]\d\d)$/, '$1:00')
        .replace(/(\.\d+)?$/, '$1') + (oid === 1114 ? '+00:00' : '')
    );
  if (t >= T.Int32Array && typeof v === 'string') {
    const items =
      v.slice(1, -1) === ''
        ? []
        : [...v.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/g)].map((m) =>
            m[1] !== undefined ? m[1].replace(/\\(.)/g, '$1') : m[2] === 'NULL' ? null : m[2],
          );
    return items.map((i) =>
      i === null ? null : t === T.Int32Array ? Number(i) : t === T.BooleanArray ? i === 't' : i,
    );
  }
  return v;
};
const mapArg = (a) =>
  Array.isArray(a)
    ? a.map(mapArg)
    : a instanceof Date
      ? a.toISOString()
      : typeof a === 'bigint'
        ? String(a)
        : a;

function adapter(conn) {
  const run = async ({ sql, args }) => {
    try {
      return await conn.query(sql, args.map(mapArg));
    } catch (e) {
      if (typeof e?.code !== 'string') throw e;
      throw new DriverAdapterError({
        kind: 'postgres',
        code: e.code,
        severity: e.severity ?? 'ERROR',
        message: e.message,
        detail: e.detail,
        column: e.column,
        hint: e.hint,
        originalCode: e.code,
        originalMessage: e.message,
      });
    }
  };
  const self = {
    provider: 'postgres',
    adapterName: 'schema-engine-wasm',
    async queryRaw(q) {
      const { fields, rows } = await run(q);
      return {
        columnNames: fields.map((f) => f.name),
        columnTypes: fields.map((f) => BY_OID[f.oid] ?? T.Text),
        rows: rows.map((r) => r.map((v, i) => parseValue(fields[i].oid)(v))),
      };
    },
    async executeRaw(q) {
      return (await run(q)).affected ?? 0;
    },
    async executeScript(s) {
      try {
        await conn.exec(s);
      } catch (e) {
        throw new DriverAdapterError({
          kind: 'postgres',
          code: e.code ?? 'XX000',
          severity: e.severity ?? 'ERROR',
          message: e.message,
          detail: e.detail,
          column: e.column,
          hint: e.hint,
          originalCode: e.code,
          originalMessage: e.message,
        });
      }
    },
    getConnectionInfo: () => ({ schemaName: conn.schema ?? 'public', supportsRelationJoins: true }),
    async startTransaction() {
      await conn.exec('BEGIN');
      return {
        ...self,
        options: { usePhantomQuery: false },
        commit: () => conn.exec('COMMIT'),
        rollback: () => conn.exec('ROLLBACK'),
      };
    },
    async dispose() {
      await conn.close();
    },
  };
  return self;
}
let memory; // pglite:memory:// is one database for the life of this process
async function openPglite(dataDir, { shadow = false } = {}) {
  const shared = dataDir === 'memory://' && !shadow;
  const db = shared ? await (memory ??= PGlite.create()) : await PGlite.create(dataDir);
  const raw = Object.fromEntries(Array.from({ length: 6000 }, (_, oid) => [oid, (v) => v]));
  return adapter({
    async query(sql, args) {
      const r = await db.query(sql, args, { rowMode: 'array', parsers: raw });
      return {
        fields: r.fields.map((f) => ({ name: f.name, oid: f.dataTypeID })),
        rows: r.rows,
        affected: r.affectedRows,
      };
    },
    exec: async (s) => {
      await db.exec(s);
    },
    close: async () => {
      if (!shared) await db.close();
    },
  });
}
async function openPg(connectionString) {
  const c = new Client({ connectionString, types: { getTypeParser: () => (v) => v } });
  await c.connect();
  const schema = new URL(connectionString).searchParams.get('schema') ?? undefined;
  return adapter({
    schema,
    async query(text, values) {
      const r = await c.query({ text, values, rowMode: 'array' });
      return {
        fields: r.fields.map((f) => ({ name: f.name, oid: f.dataTypeID })),
        rows: r.rows,
        affected: r.rowCount,
      };
    },
    exec: async (s) => {
      await c.query(s);
    },
    close: () => c.end(),
  });
}

// --- process ---------------------------------------------------------------------------
const argv = process.argv.slice(2);
const options = (name) => argv.flatMap((a, i) => (a === name ? [argv[i + 1]] : []));
if (argv.includes('--version')) {
  console.log(`schema-engine-wasm`);
  process.exit(0);
}
const url =
  JSON.parse(options('--datasource')[0] ?? '{}').url ?? process.env.DATABASE_URL ?? 'pglite:memory://';
const opened = [];
const keep = async (a) => {
  opened.push((a = await a));
  return a;
};
const open = (u) => keep(u.startsWith('pglite:') ? openPglite(u.slice(7)) : openPg(u));

if (argv.includes('cli')) {
  log('INFO', 'schema-engine-wasm'); // the CLI skips the first line
  const command = argv[argv.indexOf('cli') + 1];
  try {
    if (command === 'create-database' && !url.startsWith('pglite:')) {
      const admin = new URL(url);
      const name = decodeURIComponent(admin.pathname.slice(1));
      admin.pathname = '/postgres';
      const c = new Client({ connectionString: admin.href });
      await c.connect();
      await c.query(`CREATE DATABASE ${c.escapeIdentifier(name)}`);
      await c.end();
    } else {
      const a = await open(url);
      await a.dispose();
    }
    process.exit(0);
  } catch (e) {
    const code = e.code === '3D000' ? 'P1003' : e.code === '28P01' ? 'P1000' : 'P1001';
    log('ERROR', e.message || `Can't reach the database server`, { error_code: code });
    process.exit(1);
  }
}
const dir = path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm'));
const { instance } = await WebAssembly.instantiate(readFileSync(path.join(dir, 'schema_engine_bg.wasm')), {
  './schema_engine_bg.js': bg,
});
// The names that wasm-bindgen gives.
// oxlint-disable-next-line no-underscore-dangle
bg.__wbg_set_wasm(instance.exports);
// oxlint-disable-next-line no-underscore-dangle
instance.exports.__wbindgen_start();

const send = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...m })}\n`);
const datamodels = options('--datamodels').map((p) => [p, readFileSync(p, 'utf8')]);
const make = (u) =>
  bg.SchemaEngine.new(
    { datamodels: datamodels.length ? datamodels : undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory({
      provider: 'postgres',
      adapterName: 'schema-engine-wasm',
      connect: () => open(u),
      connectToShadowDb: () => keep(openPglite('memory://', { shadow: true })), // throw-away: no CREATEDB right, no server needed
    }),
  );
const needsDatabase = ({ method, params }) =>
  !(
    method === 'diff' &&
    [params.from, params.to].every((t) => ['empty', 'schemaDatamodel', 'migrations'].includes(t.tag))
  );
async function handle(req) {
  try {
    const e = await make(needsDatabase(req) ? url : 'pglite:memory://');
    // Without a shadow connection the WASM engine refuses this call; devDiagnostic opens one.
    if (['evaluateDataLoss', 'createMigration'].includes(req.method))
      await e.devDiagnostic({ migrationsList: req.params.migrationsList, filters: req.params.filters });
    const method = req.method === 'getDatabaseVersion' ? 'version' : req.method;
    const result = await e[method](req.params ?? {});
    if (req.method === 'diff' && result?.stdout)
      send({ id: 0, method: 'print', params: { content: result.stdout } });
    return result ?? null;
  } finally {
    await Promise.all(opened.splice(0).map((a) => a.dispose().catch(() => {})));
  }
}
const lines = createInterface({ input: process.stdin });
let queue = Promise.resolve();
lines.on('line', (line) => {
  const req = JSON.parse(line);
  if (!req.method) return;
  queue = queue
    .then(() => handle(req))
    .then(
      (result) => send({ id: req.id, result }),
      (e) =>
        send({
          id: req.id,
          error: {
            code: 4466,
            message: 'An error happened. Check the data field for details.',
            data: {
              is_panic: false,
              message: String(e?.message ?? e),
              meta: e?.meta ?? null,
              error_code: e?.code ?? null,
            },
          },
        }),
    );
});
lines.on('close', () => void queue.then(() => process.exit(0)));

// Makes the store of `bench -- inventory`, in a process of its own whose memory is not measured; an existing one stays.
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import {
  hasRealSqlite,
  openReal,
  putKeys,
  SMALL_CHAIN,
  SWING_STORE,
} from '@/lib/server/inventory/test/real-sqlite';

const FOLDER = 'lib/generated/bench';
const FILE = path.join(FOLDER, 'grown.sqlite');
const VATS = 180;
/** As many as mainnet had at the end of 2024. */
const C_LIST_PER_VAT = 34_000;
const ITEMS = 3_200_000;
const VATSTORE_PER_VAT = 25_000;

const grow = `
  PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;
  WITH RECURSIVE vat(n) AS (SELECT 20 UNION ALL SELECT n + 1 FROM vat WHERE n < ${20 + VATS - 1}),
    entry(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM entry WHERE i < ${C_LIST_PER_VAT - 1})
  INSERT INTO kvStore SELECT 'v' || n || '.c.ko' || (1000 + i * 20 + n % 20), 'R o' || CASE i % 50 WHEN 0 THEN '+' ELSE '-' END || i FROM vat, entry
    UNION ALL SELECT 'v' || n || '.c.o' || CASE i % 50 WHEN 0 THEN '+d10/' ELSE '-' END || i, 'ko' || (1000 + i * 20 + n % 20) FROM vat, entry;
  WITH RECURSIVE vat(n) AS (SELECT 20 UNION ALL SELECT n + 1 FROM vat WHERE n < ${20 + VATS - 1}),
    entry(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM entry WHERE i < ${VATSTORE_PER_VAT - 1})
  INSERT INTO kvStore SELECT 'v' || n || '.vs.vc.9.s' || i, '{"body":"#\\"value of an entry ' || i || '\\"","slots":[]}' FROM vat, entry;
  WITH RECURSIVE item(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM item WHERE i < ${ITEMS - 1})
  INSERT INTO transcriptItems SELECT 'v' || (20 + i % ${VATS}), i, '{"d":["message","o+0",{"methargs":{"body":"#[\\"tick\\",[]]","slots":[]}}],"sc":[],"r":{"status":"ok"}}' || hex(zeroblob(60)), 0 FROM item;
`;

/** The small chain with many vats, each with a c-list, a vatstore and a transcript. */
function makeStore(): void {
  const db = openReal(FILE);
  db.exec(SWING_STORE);
  const ids = Array.from({ length: VATS }, (_, i) => `v${20 + i}`);
  const options = ids.map((id) => [`${id}.options`, `{"name":"vat-${id}","workerOptions":{"type":"xsnap"}}`]);
  const old: unknown = JSON.parse(SMALL_CHAIN['vat.dynamicIDs'] ?? '[]');
  const dynamic = JSON.stringify([...(Array.isArray(old) ? old : []), ...ids]);
  putKeys(db, { ...SMALL_CHAIN, ...Object.fromEntries(options), 'vat.dynamicIDs': dynamic });
  for (const statement of grow.split(';')) if (statement.trim() !== '') db.exec(statement);
  db.close();
}

mkdirSync(FOLDER, { recursive: true });
if (!hasRealSqlite)
  throw new Error('The SQLite of the rehearsal’s kernel makes the store: npm ci in lib/rehearsal first.');
if (!existsSync(FILE)) {
  console.log('Growing a store (some minutes) …');
  makeStore();
}

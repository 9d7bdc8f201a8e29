import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { RealDatabase } from '@/lib/server/inventory/test/real-sqlite';

/** The vats of the rehearsal's chain that are copied in turn. */
export const TEMPLATES = ['v6', 'v7', 'v8', 'v9', 'v10', 'v11', 'v12', 'v13'];
export const CLONES = 180;
/** The last of them are terminated and not yet deleted. */
const ENDED = 10;
const FIRST = 100;
/** A c-list of 34,000, as mainnet's were at the end of 2024: each vat exports to 49 others. */
const EXPORTS = 680;
const IMPORTERS = 49;
const EPHEMERAL = 20;
const OFFERS = 8_000;
const SPAN = 200;
const SPANS_OF_INCARNATION = 5;
const ITEMS = 3 * SPANS_OF_INCARNATION * SPAN;
const PROMISES = 30;

type Row = { readonly key: string; readonly value: string };
const idOf = (n: number): string => `v${FIRST + n}`;
/** Each clone's objects have numbers of their own. */
const baseOf = (n: number): number => (FIRST + n) * 1_000_000;

const rowsFrom = (db: RealDatabase, from: string, to: string): Row[] =>
  // The two columns that were asked for.
  db.prepare('SELECT key, value FROM kvStore WHERE key >= ? AND key < ? ORDER BY key').all(from, to) as Row[];

const putter = (db: RealDatabase): ((key: string, value: string) => void) => {
  const put = db.prepare('INSERT OR REPLACE INTO kvStore VALUES (?, ?)');
  return (key, value) => put.run(key, value);
};

/** Everything the template's vat has in the store but its promises; what it exports becomes new objects. */
function copyKeys(db: RealDatabase, n: number, template: string): void {
  const [put, id] = [putter(db), idOf(n)];
  const moved = (kref: string): string => `ko${baseOf(n) + Number(kref.slice(2))}`;
  for (const { key, value } of rowsFrom(db, `${template}.`, `${template}/`)) {
    const rest = key.slice(template.length);
    if (/^\.c\.(kp|p)/.test(rest)) continue;
    const isExport = rest.startsWith('.c.o+') || / o\+/.test(rest.startsWith('.c.ko') ? value : '');
    if (!isExport) put(`${id}${rest}`, value);
    else if (rest.startsWith('.c.o+')) put(`${id}${rest}`, moved(value));
    else {
      const kref = moved(rest.slice('.c.'.length));
      put(`${id}.c.${kref}`, value);
      put(`${kref}.owner`, id);
      put(`${kref}.refCount`, '1,1');
    }
  }
}

const COUNT = (most: number, name: string): string =>
  `${name}(${name}) AS (SELECT 0 UNION ALL SELECT ${name} + 1 FROM ${name} WHERE ${name} < ${most - 1})`;

/** Both directions of c-list entries, and the kernel's own keys of the objects. */
function growObjects(db: RealDatabase, n: number): void {
  const [id, base] = [idOf(n), baseOf(n)];
  db.exec(`WITH RECURSIVE ${COUNT(EXPORTS, 'i')} INSERT INTO kvStore
    SELECT '${id}.c.ko' || (${base + 1000} + i), 'R o+d10/' || (1000 + i) FROM i
    UNION ALL SELECT '${id}.c.o+d10/' || (1000 + i), 'ko' || (${base + 1000} + i) FROM i
    UNION ALL SELECT 'ko' || (${base + 1000} + i) || '.owner', '${id}' FROM i
    UNION ALL SELECT 'ko' || (${base + 1000} + i) || '.refCount', '${IMPORTERS},${IMPORTERS}' FROM i`);
  db.exec(`WITH RECURSIVE ${COUNT(EPHEMERAL, 'i')} INSERT INTO kvStore
    SELECT '${id}.c.ko' || (${base + 10_000} + i), 'R o+' || (1000 + i) FROM i
    UNION ALL SELECT '${id}.c.o+' || (1000 + i), 'ko' || (${base + 10_000} + i) FROM i
    UNION ALL SELECT '${idOf((n + 1) % CLONES)}.c.ko' || (${base + 10_000} + i), 'R o-' || (900000 + i) FROM i
    UNION ALL SELECT '${idOf((n + 1) % CLONES)}.c.o-' || (900000 + i), 'ko' || (${base + 10_000} + i) FROM i`);
  const kref = `(((${n} - 1 - j + ${CLONES}) % ${CLONES} + ${FIRST}) * 1000000 + 1000 + i)`;
  db.exec(`WITH RECURSIVE ${COUNT(IMPORTERS, 'j')}, ${COUNT(EXPORTS, 'i')} INSERT INTO kvStore
    SELECT '${id}.c.ko' || ${kref}, 'R o-' || (1000 + j * ${EXPORTS} + i) FROM j, i
    UNION ALL SELECT '${id}.c.o-' || (1000 + j * ${EXPORTS} + i), 'ko' || ${kref} FROM j, i`);
}

/** One of the wallet's real offers in its vatstore, again and again. */
function growVatstore(db: RealDatabase, n: number): void {
  const offer = rowsFrom(db, 'v12.vs.', 'v12.vs/').filter(
    ({ key, value }) => key.endsWith('o+d10/1') || (key.includes('.vc.') && value.includes('"o+d10/1"')),
  );
  for (const { key, value } of offer) {
    const name = key.slice('v12'.length).replace('o+d10/1', '');
    const tail = key.includes('.vc.') ? "'-' || (1000 + i)" : "'o+d10/' || (1000 + i)";
    db.prepare(`WITH RECURSIVE ${COUNT(OFFERS, 'i')} INSERT OR REPLACE INTO kvStore
      SELECT ? || ${tail}, replace(?, 'o+d10/1', 'o+d10/' || (1000 + i)) FROM i`).run(idOf(n) + name, value);
  }
}

/** Promises with the keys that unresolved ones have; another vat waits for each. */
function growPromises(db: RealDatabase, n: number): void {
  const put = putter(db);
  const [id, other] = [idOf(n), idOf((n * 7 + 3) % CLONES)];
  for (let i = 0; i < PROMISES; i += 1) {
    const kpid = `kp${baseOf(n) + i}`;
    const fields = {
      state: 'unresolved',
      subscribers: other,
      'queue.nextID': '0',
      refCount: '2',
      decider: id,
    };
    for (const [field, value] of Object.entries(fields)) put(`${kpid}.${field}`, value);
    put(`${id}.c.${kpid}`, `R p+${1000 + i}`);
    put(`${id}.c.p+${1000 + i}`, kpid);
    put(`${other}.c.${kpid}`, `R p-${n * 1000 + i}`);
    put(`${other}.c.p-${n * 1000 + i}`, kpid);
  }
}

function growTranscript(db: RealDatabase, n: number, template: string): void {
  const id = idOf(n);
  const isEnded = n >= CLONES - ENDED;
  const span = SPANS_OF_INCARNATION * SPAN;
  const size = db.prepare('SELECT position FROM transcriptItems WHERE vatID = ?').all(template).length;
  const put = db.prepare(`INSERT INTO transcriptItems SELECT * FROM (
    SELECT ?, ? + row_number() OVER (ORDER BY position) - 1 AS at, item, (? + row_number() OVER (ORDER BY position) - 1) / ${span}
      FROM transcriptItems WHERE vatID = ?) WHERE at < ${ITEMS}`);
  for (let at = 0; at < ITEMS; at += size) put.run(id, at, at, template);
  const add = db.prepare('INSERT INTO transcriptSpans VALUES (?, ?, ?, ?, ?, ?)');
  for (let at = 0; at < ITEMS; at += SPAN) {
    const hash = createHash('sha256').update(`${id} ${at}`).digest('hex');
    const isCurrent = at + SPAN >= ITEMS && !isEnded ? 1 : null;
    add.run(id, at, at + SPAN, hash, isCurrent, Math.floor(at / span));
  }
}

/** A heap, packed as swing-store packs them; it does not compress. */
const HEAP = Buffer.alloc(400_000, createHash('sha512').update('heap').digest());
for (let i = 0; i < HEAP.length; i += 1) HEAP[i] = ((HEAP[i] ?? 0) * 31 + i * i) & 255;
const PACKED = gzipSync(HEAP);

function growSnapshots(db: RealDatabase, n: number): void {
  const put = db.prepare('INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?)');
  const hash = createHash('sha256').update(idOf(n)).digest('hex');
  put.run(idOf(n), ITEMS - 2 * SPAN, null, hash, null, null, null);
  put.run(idOf(n), ITEMS - SPAN, n >= CLONES - ENDED ? null : 1, hash, HEAP.length, PACKED.length, PACKED);
}

/** Who can have it upgraded: an adminNode of vatAdmin's that bootstrap holds, as of every real vat. */
function putAdminNode(db: RealDatabase, n: number): void {
  const [put, kref] = [putter(db), `ko${baseOf(n) + 900_000}`];
  const vref = `o+d13/${FIRST + n}`;
  put(`v2.vs.vom.${vref}`, JSON.stringify({ vatID: { body: `#"${idOf(n)}"`, slots: [] } }));
  put(`v2.c.${vref}`, kref);
  put(`v2.c.${kref}`, `R ${vref}`);
  put(`v1.c.${kref}`, `R o-${10_000 + n}`);
  put(`v1.c.o-${10_000 + n}`, kref);
}

/** Adds one more vat to a real store: a copy of one of its own, with as much as a vat of mainnet has. */
export function clone(db: RealDatabase, n: number, template: string): void {
  copyKeys(db, n, template);
  growObjects(db, n);
  growVatstore(db, n);
  growPromises(db, n);
  growTranscript(db, n, template);
  growSnapshots(db, n);
  putAdminNode(db, n);
}

/** Puts the clones into the kernel's own lists. */
export function enlist(db: RealDatabase): void {
  const put = putter(db);
  const [known] = rowsFrom(db, 'vat.dynamicIDs', 'vat.dynamicIDt');
  const real: unknown = JSON.parse(known?.value ?? '[]');
  const ids = Array.from({ length: CLONES }, (_, n) => idOf(n));
  put('vat.dynamicIDs', JSON.stringify([...(Array.isArray(real) ? real : []), ...ids.slice(0, -ENDED)]));
  put('vats.terminated', JSON.stringify(ids.slice(-ENDED)));
  put('vat.nextID', String(FIRST + CLONES));
}

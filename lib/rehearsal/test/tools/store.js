// What the kernel's own database says, read without the kernel.
import path from 'node:path';
import Database from 'better-sqlite3';

/** @param {string} dataDir */
export function readStore(dataDir) {
  const db = new Database(path.join(dataDir, 'swingstore.sqlite'), { readonly: true });
  const kv = db.prepare('SELECT value FROM kvStore WHERE key = ?').pluck();
  const span = db
    .prepare('SELECT incarnation FROM transcriptSpans WHERE vatID = ? AND isCurrent = 1')
    .pluck();
  const ids = JSON.parse(kv.get('vat.dynamicIDs') ?? '[]');
  const vats = ids.map((/** @type {string} */ vatID) => ({
    name: JSON.parse(kv.get(`${vatID}.options`)).name,
    bundleID: JSON.parse(kv.get(`${vatID}.source`)).bundleID,
    incarnation: span.get(vatID),
  }));
  const height = Number(kv.get('host.height'));
  db.close();
  return {
    height,
    names: vats.map(({ name }) => name),
    incarnations: Object.fromEntries(vats.map(({ name, incarnation }) => [name, incarnation])),
    bundles: Object.fromEntries(vats.map(({ name, bundleID }) => [name, bundleID])),
  };
}

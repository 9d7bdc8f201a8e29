// What the kernel's own database says about its vats, read without the kernel.
import path from 'node:path';
import Database from 'better-sqlite3';

/**
 * The dynamic vats that live, and the last committed height.
 * @param {string} dataDir
 * @returns {{ height: number, vats: { vatID: string, name: string, bundleID: string, incarnation: number }[] }}
 */
export function readInventory(dataDir) {
  const db = new Database(path.join(dataDir, 'swingstore.sqlite'), { readonly: true });
  const kv = db.prepare('SELECT value FROM kvStore WHERE key = ?').pluck();
  const span = db
    .prepare('SELECT incarnation FROM transcriptSpans WHERE vatID = ? AND isCurrent = 1')
    .pluck();
  /** @type {string[]} */
  const ids = JSON.parse(kv.get('vat.dynamicIDs') ?? '[]');
  const vats = ids.map((vatID) => ({
    vatID,
    name: JSON.parse(kv.get(`${vatID}.options`)).name,
    bundleID: JSON.parse(kv.get(`${vatID}.source`)).bundleID,
    incarnation: span.get(vatID),
  }));
  const height = Number(kv.get('host.height'));
  db.close();
  return { height, vats };
}

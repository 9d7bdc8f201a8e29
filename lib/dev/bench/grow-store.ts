// Makes the store of `bench -- inventory` from one of the rehearsal's real kernel, and an export of it by the kernel's own package, in a
// process whose memory is not measured; what is there already stays.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { CLONES, clone, enlist, TEMPLATES } from '@/lib/dev/bench/clone-vat';
import { hasRealSqlite, openReal } from '@/lib/server/inventory/test/real-sqlite';

const FOLDER = 'lib/generated/bench/grown';
const KERNEL = path.resolve('lib/rehearsal');
const FILE = path.join(FOLDER, 'swingstore.sqlite');
const EXPORT = path.resolve('lib/generated/bench/grown-export');
const VATS = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];

const kernel = (argv: readonly string[], input = ''): void => {
  execFileSync(process.execPath, [...argv], { cwd: KERNEL, input, stdio: ['pipe', 'ignore', 'inherit'] });
};

/** A chain of the real kernel after an upgrade of each of its vats. */
function rehearse(dataDir: string): void {
  const steps = VATS.map((vat) => {
    const bundle = `${vat}-v2`;
    const upgrades = [{ vat, bundle }];
    const proposal = {
      module: 'vatdeck/rehearsal/upgrade-vat',
      entrypoint: 'upgradeVat',
      args: upgrades,
      upgrades,
    };
    return { kind: 'core-eval', id: `upgrade-${vat}`, title: `Upgrade ${vat}`, proposals: [proposal] };
  });
  const plan = { schema: 'vatdeck/plan@2', chain: 'vatdeck-rehearsal', upgradeName: 'u', steps };
  const blocks = { before: 1, after: 1 };
  const slogFile = `${dataDir}.slog`;
  kernel(['src/main.js'], JSON.stringify({ plan, scenario: 'all-well', dataDir, slogFile, pace: 0, blocks }));
}

function grow(file: string): void {
  const db = openReal(file);
  db.pragma('journal_mode = DELETE');
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;');
  for (let n = 0; n < CLONES; n += 1) {
    db.exec('BEGIN');
    clone(db, n, TEMPLATES[n % TEMPLATES.length] ?? '');
    db.exec('COMMIT');
  }
  enlist(db);
  db.pragma('journal_mode = WAL');
  db.close();
}

function makeStore(): void {
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-grow-'));
  try {
    const [real, part] = [path.join(folder, 'chain'), `${FILE}.part`];
    rehearse(real);
    copyFileSync(path.join(real, 'swingstore.sqlite'), part);
    grow(part);
    renameSync(part, FILE);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

mkdirSync(FOLDER, { recursive: true });
if (!hasRealSqlite)
  throw new Error(
    'The rehearsal’s kernel makes the store: `npm ci` and `npm run prepare-kernel` in lib/rehearsal first.',
  );
if (!existsSync(FILE)) {
  console.log('Growing a store (some minutes) …');
  makeStore();
}
if (!existsSync(EXPORT)) {
  console.log('Exporting it …');
  // `operational`: swing-store itself checks that every current span and snapshot is complete.
  kernel(['src/export-store.js', path.resolve(FOLDER), EXPORT, 'operational']);
}

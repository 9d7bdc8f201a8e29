import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blastRadius } from '@/lib/inventory/blast-radius';
import type { Inventory } from '@/lib/inventory/inventory';
import { readInventoryFile } from '@/lib/server/inventory/read-file';
import { readStore } from '@/lib/server/inventory/store/read-store';
import { openReal } from '@/lib/server/inventory/test/real-sqlite';
import { foldSlog } from '@/lib/server/slog-source/fold-slog';
import { toAnalysis } from '@/lib/upgrade/fold';

const kernel = path.join(process.cwd(), 'lib/rehearsal');
const isPrepared =
  existsSync(path.join(kernel, 'node_modules/@agoric')) && existsSync(path.join(kernel, '.cache'));

const root = mkdtempSync(path.join(tmpdir(), 'vatdeck-real-kernel-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const ORDER = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];
const upgrade = (vat: string) => {
  const bundle = `${vat}-v2`;
  const proposal = {
    module: 'vatdeck/rehearsal/upgrade-vat',
    entrypoint: 'upgradeVat',
    args: [{ vat, bundle }],
    upgrades: [{ vat, bundle }],
  };
  return { kind: 'core-eval', id: `upgrade-${vat}`, title: `Upgrade ${vat}`, proposals: [proposal] };
};

const configOf = (name: string, steps: readonly object[], scenario: string): string => {
  const plan = { schema: 'vatdeck/plan@2', chain: 'vatdeck-rehearsal', upgradeName: 'u', steps };
  const dataDir = path.join(root, name);
  const blocks = { before: 1, after: 1 };
  return JSON.stringify({ plan, scenario, dataDir, slogFile: `${dataDir}.slog`, pace: 0, blocks });
};

/** Runs the real kernel to the end of a rehearsal; its folder is of `name`. */
function rehearse(name: string, steps: readonly object[], scenario = 'all-well'): void {
  const input = configOf(name, steps, scenario);
  execFileSync(process.execPath, ['src/main.js'], {
    cwd: kernel,
    input,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
}

/** The same chain, killed when the old binary has ended: what it had committed is all that there is. */
async function rehearseUntilUpgrade(name: string, steps: readonly object[]): Promise<void> {
  const child = spawn(process.execPath, ['src/main.js'], { cwd: kernel, detached: true });
  child.stdin.end(configOf(name, steps, 'all-well'));
  child.stderr.resume();
  child.stdout.on('data', (said: Buffer) => {
    if (said.includes('restarting for the upgrade')) process.kill(-Number(child.pid), 'SIGKILL');
  });
  await once(child, 'exit');
}

const PATIENT = { now: () => 0, deadline: 1, onProgress: () => {} };
const read = (name: string): Inventory =>
  readStore(
    { file: path.join(root, name, 'swingstore.sqlite'), name, label: name, takenAt: null, sha256: null },
    PATIENT,
  );

type Dump = {
  readonly status: {
    readonly activeVats: readonly { id: string; options: { name?: string; critical?: boolean } }[];
  };
  readonly cLists: readonly (readonly [kref: string, vatID: string, vref: string])[];
  readonly promises: readonly {
    id: string;
    state: string;
    decider: string | null;
    subscribers: string[];
    queued: number;
  }[];
};

/** What the kernel's own API answers about a copy of the store. */
function askKernel(name: string): Dump {
  const copy = path.join(root, `${name}-copy`);
  cpSync(path.join(root, name), copy, { recursive: true });
  const said = execFileSync(process.execPath, ['src/dump-store.js', copy], {
    cwd: kernel,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // Our own program wrote it a moment ago.
  return JSON.parse(said) as Dump;
}

/** An export as the kernel's own package writes it; what it is called does not matter, but is the same. */
async function readExport(name: string, artifactMode: string, pack = ''): Promise<Inventory> {
  const folder = path.join(root, `${name}-${artifactMode}${pack}`);
  const [from, program] = [path.join(root, name), 'src/export-store.js'];
  execFileSync(process.execPath, [program, from, folder, artifactMode], { cwd: kernel });
  if (pack !== '') execFileSync('tar', [pack, '-f', `${folder}.tar`, '-C', root, path.basename(folder)]);
  return readInventoryFile(
    { file: pack === '' ? folder : `${folder}.tar`, name, label: name, takenAt: null, sha256: null },
    { ...PATIENT, unpacked: path.join(root, 'unpacked'), mostBytes: 1e9 },
  );
}

/** A database's inventory without what no export says: the host's own keys, and how large snapshots are when compressed. */
const asExported = ({ vats, terminated, ...inventory }: Inventory, hasItems: boolean) => ({
  ...inventory,
  chain: { ...inventory.chain, chainId: null },
  vats: vats.map(({ snapshot, ...vat }) => ({
    ...vat,
    snapshot: snapshot && { ...snapshot, compressed: null },
    from: Object.fromEntries(Object.keys(vat.from).map((fact) => [fact, 'export'])),
  })),
  terminated: terminated.map(({ left, ...vat }) => ({
    ...vat,
    left: left && { ...left, transcript: hasItems ? left.transcript : null },
    from: 'export',
  })),
  sources: [expect.objectContaining({ kind: 'export' })],
  notes: expect.anything(),
});

const isEphemeral = (vref: string): boolean =>
  vref.startsWith('o+') && vref !== 'o+0' && !vref.startsWith('o+d');
/** The kernel's table says `R vref` or `_ vref`. */
const bare = (slot: string): string => slot.replace(/^[R_] /, '').replace(/^([op][+-][^ ]*).*/, '$1');

function saidByKernel({ status, cLists, promises }: Dump) {
  const live = new Set(status.activeVats.map(({ id }) => id));
  return status.activeVats
    .map(({ id, options }) => {
      const mine = cLists.filter(([, vatID]) => vatID === id);
      const decided = promises.filter(({ state, decider }) => state === 'unresolved' && decider === id);
      return {
        vatID: id,
        name: options.name ?? null,
        critical: options.critical ?? false,
        objects: mine.filter(([kref]) => kref.startsWith('ko')).length,
        promises: mine.filter(([kref]) => kref.startsWith('kp')).length,
        devices: mine.filter(([kref]) => kref.startsWith('kd')).length,
        decides: decided
          .map((one) => `${one.id} ${one.subscribers.toSorted().join()} ${one.queued}`)
          .toSorted(),
        abandoned: mine
          .map(([kref, , slot]) => ({ kref, vref: bare(slot) }))
          .filter(({ vref }) => isEphemeral(vref))
          .map(({ kref, vref }) => {
            const importers = cLists.filter(
              ([other, vatID]) => other === kref && vatID !== id && live.has(vatID),
            );
            return `${vref} ${kref} ${importers
              .map(([, vatID]) => vatID)
              .toSorted()
              .join()}`;
          })
          .toSorted(),
      };
    })
    .toSorted((a, b) => Number(a.vatID.slice(1)) - Number(b.vatID.slice(1)));
}

const saidByStore = ({ vats }: Inventory) =>
  vats.map(({ vatID, name, critical, clist, decides, ephemeralExports }) => ({
    vatID,
    name,
    critical,
    objects: clist?.objects,
    promises: clist?.promises,
    devices: clist?.devices,
    decides: decides?.entries
      .map((one) => `${one.kpid} ${one.subscribers.toSorted().join()} ${one.queued}`)
      .toSorted(),
    abandoned: ephemeralExports?.entries
      .map(
        ({ vref, kref, importers }) =>
          `${vref} ${kref} ${importers
            .map(({ vatID: id }) => id)
            .toSorted()
            .join()}`,
      )
      .toSorted(),
  }));

const incarnationsOf = ({ vats }: Inventory) =>
  Object.fromEntries(
    vats.flatMap(({ name, incarnation }) => (ORDER.includes(name ?? '') ? [[name, incarnation]] : [])),
  );

describe.skipIf(!isPrepared)('the store of the real kernel', () => {
  beforeAll(async () => {
    await rehearseUntilUpgrade('before', ORDER.map(upgrade));
    rehearse('upgraded', ORDER.map(upgrade));
    rehearse('rolled-back', ORDER.map(upgrade), 'throws');
    rehearse('ended', ORDER.map(upgrade), 'vat-ends-itself');
  }, 300_000);

  it.each(['before', 'upgraded', 'rolled-back', 'ended'])(
    'says of the chain “%s” what the kernel itself answers',
    (name) => {
      expect(saidByStore(read(name))).toEqual(saidByKernel(askKernel(name)));
    },
  );

  it.each(['before', 'upgraded', 'rolled-back', 'ended'])(
    'says the same of the chain “%s” when that is read from an export of it',
    async (name) => {
      const store = read(name);
      expect(await readExport(name, 'debug')).toEqual(asExported(store, true));
      expect(await readExport(name, 'debug', '-c')).toEqual(asExported(store, true));
      expect(await readExport(name, 'operational', '-cz')).toEqual(asExported(store, false));
    },
    60_000,
  );

  it('says of snapshots that the kernel’s package exports what the store says', async () => {
    const folder = path.join(root, 'heap');
    cpSync(path.join(root, 'upgraded'), folder, { recursive: true });
    const db = openReal(path.join(folder, 'swingstore.sqlite'));
    const heap = Buffer.alloc(300_000, 'heap');
    const put = db.prepare('INSERT INTO snapshots VALUES (?, ?, ?, ?, ?, ?, ?)');
    put.run('v9', 7, null, 'x', null, null, null);
    put.run('v9', 12, 1, 'x', heap.length, 999, gzipSync(heap));
    db.close();
    const store = read('heap');
    expect(store.vats.find(({ vatID }) => vatID === 'v9')?.snapshot?.uncompressed).toBe(heap.length);
    expect(await readExport('heap', 'debug', '-cz')).toEqual(asExported(store, true));
  });

  it('shows each upgrade as one more incarnation, and none where it was rolled back', () => {
    expect(incarnationsOf(read('before'))).toEqual(Object.fromEntries(ORDER.map((vat) => [vat, 0])));
    expect(incarnationsOf(read('upgraded'))).toEqual(Object.fromEntries(ORDER.map((vat) => [vat, 1])));
    expect(Object.values(incarnationsOf(read('rolled-back')))).toContain(0);
  });

  it('lists a vat that ended itself as terminated, or no more at all', () => {
    const [before, after] = [read('before'), read('ended')];
    const ids = after.vats.map(({ vatID }) => vatID);
    const gone = before.vats.filter(({ vatID }) => !ids.includes(vatID));
    expect(gone).toHaveLength(1);
    const left = after.terminated.find(({ vatID }) => vatID === gone[0]?.vatID)?.left ?? null;
    expect(left === null || left.clist + left.vatstore + (left.transcript ?? 0) + left.snapshots > 0).toBe(
      true,
    );
  });

  it('foretells exactly the promises and subscribers that the first upgrade then cuts off', async () => {
    const { fold } = await foldSlog(
      { file: path.join(root, 'upgraded.slog') },
      { digest: true, judge: () => true },
    );
    const [first] = toAnalysis(fold, { final: true }).upgrades;
    const observed = (first?.severed ?? []).map(({ kpid, subscriber }) => `${subscriber} ${kpid}`);
    const { subscribers } = blastRadius(read('before'), first?.vatID ?? '');
    const foretold = subscribers.flatMap(({ vatID, kpids }) => kpids.map((kpid) => `${vatID} ${kpid}`));
    expect(foretold.length).toBeGreaterThan(0);
    expect(observed.toSorted()).toEqual(foretold.toSorted());
  });
});

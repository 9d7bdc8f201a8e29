import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const rehearsal = path.resolve(import.meta.dirname, '../../lib/rehearsal');
const MODULE = 'vatdeck/rehearsal/upgrade-vat';

/** What the chain would upgrade; it is killed before. */
const upgrade = { vat: 'bank', bundle: 'bank-v2' };
const plan = {
  schema: 'vatdeck/plan@2',
  chain: 'vatdeck-rehearsal',
  upgradeName: 'none',
  steps: [
    {
      kind: 'core-eval',
      id: 'a',
      title: 'a',
      proposals: [{ module: MODULE, entrypoint: 'upgradeVat', args: [upgrade], upgrades: [upgrade] }],
    },
  ],
};

/** The built-in chain as an upgrade finds it: its own kernel ran it, and was killed once the old binary had ended. */
export class ChainBefore {
  private constructor(private readonly folder: string) {}

  static async make(): Promise<ChainBefore> {
    const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-chain-'));
    const child = spawn(process.execPath, ['src/main.js'], { cwd: rehearsal, detached: true });
    const places = { dataDir: path.join(folder, 'store'), slogFile: path.join(folder, 'chain.slog') };
    child.stdin.end(JSON.stringify({ plan, scenario: 'all-well', pace: 0, ...places }));
    child.stderr.resume();
    child.stdout.on('data', (said: Buffer) => {
      if (said.includes('restarting for the upgrade')) process.kill(-Number(child.pid), 'SIGKILL');
    });
    await once(child, 'exit');
    return new ChainBefore(folder);
  }

  /** Its swing-store, of the same height as that of a rehearsal before its upgrade: what is foretold from it is exact. */
  get store(): string {
    return path.join(this.folder, 'store/swingstore.sqlite');
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The manifest that the preparation of the kernel wrote: every bundle that it built, by name. */
export function builtManifest(): { readonly file: string; readonly bundles: Record<string, string> } {
  const cache = process.env.VATDECK_CACHE ?? path.join(rehearsal, '.cache');
  const [folder = ''] = readdirSync(cache).filter((name) => /^[0-9a-f]{16}$/.test(name));
  const file = path.join(cache, folder, 'bundles.json');
  return { file, bundles: JSON.parse(readFileSync(file, 'utf8')) };
}

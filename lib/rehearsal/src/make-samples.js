// Writes one genuine slog for each scenario into a folder, with a table of what each holds.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { SCENARIOS } from './chain/scenario.js';
import { readInventory } from './inventory.js';

const SIX = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];
const MODULE = 'vatdeck/rehearsal/upgrade-vat';

/** @param {string} vat */
const step = (vat) => {
  const upgrade = { vat, bundle: `${vat}-v2` };
  const proposal = { module: MODULE, entrypoint: 'upgradeVat', args: [upgrade], upgrades: [upgrade] };
  return { id: `upgrade-${vat}`, title: `Upgrade ${vat}`, proposals: [proposal] };
};

const plan = {
  schema: 'vatdeck/plan@1',
  chain: 'vatdeck-rehearsal',
  upgradeName: 'rehearsal-upgrade-2',
  steps: SIX.map(step),
};

/** @param {object} config @returns {Promise<number | null>} */
const rehearse = (config) =>
  new Promise((resolve) => {
    const main = path.join(import.meta.dirname, 'main.js');
    const child = spawn(process.execPath, [main], { stdio: ['pipe', 'ignore', 'ignore'] });
    child.once('exit', resolve);
    child.stdin.end(JSON.stringify(config));
  });

/** The vats' sources are most of a slog and say nothing about it. @param {string} text */
const withoutSources = (text) => text.replace(/"endoZipBase64":"[^"]*"/g, '"endoZipBase64":""');

/** @param {string} folder @param {string} scenario */
async function makeSample(folder, scenario) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-sample-'));
  const dataDir = path.join(scratch, 'store');
  const slogFile = path.join(scratch, 'chain.slog');
  const code = await rehearse({
    plan,
    scenario,
    dataDir,
    slogFile,
    pace: 0,
    blocks: { before: 1, after: 2 },
  });
  if (code !== 0) throw new Error(`The rehearsal "${scenario}" ended with ${code}`);
  const text = withoutSources(readFileSync(slogFile, 'utf8'));
  const packed = gzipSync(text, { level: 9 });
  writeFileSync(path.join(folder, `${scenario}.slog.gz`), packed);
  const inventory = readInventory(dataDir);
  rmSync(scratch, { recursive: true, force: true });
  return { scenario, lines: text.split('\n').length - 1, bytes: packed.length, inventory };
}

/** @param {Awaited<ReturnType<typeof makeSample>>} sample */
function row({ scenario, lines, bytes, inventory: { height, vats } }) {
  const upgraded = vats.filter(({ incarnation }) => incarnation > 0).map(({ name }) => name);
  const stayed = SIX.filter((name) => vats.some((vat) => vat.name === name && vat.incarnation === 0));
  const gone = SIX.filter((name) => !vats.some((vat) => vat.name === name));
  const cells = [
    scenario,
    lines,
    Math.round(bytes / 1000),
    height,
    ...[upgraded, stayed, gone].map((list) => list.join(', ') || '-'),
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main() {
  const folder = path.resolve(process.argv[2] ?? '');
  if (process.argv[2] === undefined) throw new Error('Usage: node src/make-samples.js FOLDER');
  mkdirSync(folder, { recursive: true });
  const rows = [];
  for (const scenario of SCENARIOS.filter((name) => name !== 'slow')) {
    process.stderr.write(`${scenario}\n`);
    rows.push(row(await makeSample(folder, scenario)));
  }
  const head = [
    '| scenario | lines | kB gz | height | at incarnation 1 | still at 0 | gone |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  process.stdout.write(`${[...head, ...rows].join('\n')}\n`);
}

await main();

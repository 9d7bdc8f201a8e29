// Writes one genuine slog for each scenario into a folder, with a table of what each holds.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { CHAIN_VATS } from './bundle-list.js';
import { SCENARIOS } from './chain/scenario.js';
import { readInventory } from './inventory.js';
import { entriesOf, severedOf, upgradesOf } from './read-slog.js';

const SIX = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];
const MODULE = 'vatdeck/rehearsal/upgrade-vat';

/** @param {string} vat */
const step = (vat) => {
  const upgrade = { vat, bundle: `${vat}-v2` };
  const proposal = { module: MODULE, entrypoint: 'upgradeVat', args: [upgrade], upgrades: [upgrade] };
  return { kind: 'core-eval', id: `upgrade-${vat}`, title: `Upgrade ${vat}`, proposals: [proposal] };
};

const plan = {
  schema: 'vatdeck/plan@2',
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

/** Leaves out what is most of a slog and says nothing of an upgrade: the vats' sources, and their reads and writes. @param {string} text */
const slim = (text) =>
  text.replace(/"endoZipBase64":"[^"]*"/g, '"endoZipBase64":""').replace(/^.*"syscall":"vatstore.*\n/gm, '');

/** Last committed execution by vat, from the slog alone. @param {ReturnType<typeof upgradesOf>} upgrades */
function expectedIncarnations(upgrades) {
  const lastProcess = Math.max(...upgrades.map(({ process }) => process));
  const counted = upgrades.filter(
    ({ process, outcome }) => process === lastProcess && outcome === 'upgraded',
  );
  return (/** @type {string} */ name) => counted.filter(({ vat }) => vat === name).length;
}

/**
 * What a slog holds, as its own kernel's database confirms.
 * @param {string} text
 * @param {ReturnType<typeof readInventory>} inventory
 */
function truthOf(text, { height, vats }) {
  const entries = entriesOf(text);
  const upgrades = upgradesOf(entries);
  const expected = expectedIncarnations(upgrades);
  for (const { name, incarnation } of vats) {
    if (incarnation !== expected(name)) throw new Error(`${name}: the database says ${incarnation}`);
  }
  return {
    lines: entries.length,
    processes: entries.filter(({ type }) => type === 'kernel-init-start').length,
    committedHeight: height,
    upgrades,
    severed: severedOf(entries),
    incarnations: Object.fromEntries(vats.map(({ name, incarnation }) => [name, incarnation])),
    terminated: CHAIN_VATS.filter((name) => !vats.some((vat) => vat.name === name)),
  };
}

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
    blocks: { before: 1, after: 1 },
  });
  if (code !== 0) throw new Error(`The rehearsal "${scenario}" ended with ${code}`);
  const text = slim(readFileSync(slogFile, 'utf8'));
  writeFileSync(path.join(folder, `${scenario}.slog.gz`), gzipSync(text, { level: 9 }));
  const truth = truthOf(text, readInventory(dataDir));
  rmSync(scratch, { recursive: true, force: true });
  return truth;
}

/** @param {[string, ReturnType<typeof truthOf>]} sample */
function row([scenario, { lines, processes, upgrades, severed, incarnations, terminated }]) {
  const outcomes = upgrades.map(({ vat, outcome, runNum }) => `${vat}${MARK[outcome]} ${runNum}`).join(', ');
  const gaveUp = severed.filter(({ resubscribed }) => !resubscribed).length;
  const stayed = SIX.filter((name) => incarnations[name] === 0).join(', ') || '-';
  const cells = [
    scenario,
    lines,
    processes,
    outcomes,
    severed.length,
    gaveUp,
    stayed,
    terminated.join(', ') || '-',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** @type {Record<string, string>} */
const MARK = { upgraded: '', 'rolled-back': ' (rolled back)', interrupted: ' (interrupted)' };
const HEAD = [
  '| scenario | lines | processes | upgrades: vat and run of block 2 | severed | gave up | still at incarnation 0 | terminated |',
  '| --- | --- | --- | --- | --- | --- | --- | --- |',
];

async function main() {
  if (process.argv[2] === undefined) throw new Error('Usage: node src/make-samples.js FOLDER');
  const folder = path.resolve(process.argv[2]);
  mkdirSync(folder, { recursive: true });
  /** @type {Record<string, ReturnType<typeof truthOf>>} */
  const samples = {};
  for (const scenario of SCENARIOS.filter((name) => name !== 'slow')) {
    process.stderr.write(`${scenario}\n`);
    samples[scenario] = await makeSample(folder, scenario);
  }
  writeFileSync(path.join(folder, 'truth.json'), `${JSON.stringify(samples, null, 1)}\n`);
  process.stdout.write(`${[...HEAD, ...Object.entries(samples).map(row)].join('\n')}\n`);
}

await main();

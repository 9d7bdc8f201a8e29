// Every rehearsal here runs the real kernel; what the slog says is held against the kernel's own database.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import { findPrepared } from '../src/cache.js';
import { readInventory } from '../src/inventory.js';
import { entriesOf, evalOutcomes, severedOf, upgradesOf } from '../src/read-slog.js';
import { GENUINE_KEYS } from './tools/genuine-keys.js';
import { startIngest } from './tools/ingest-server.js';
import { planOf, prepare, rehearse, rehearseAlone, scratch, upgradeOf } from './tools/rehearse.js';

/** @param {string} dataDir */
function readStore(dataDir) {
  const { height, vats } = readInventory(dataDir);
  return {
    height,
    names: vats.map(({ name }) => name),
    incarnations: Object.fromEntries(vats.map(({ name, incarnation }) => [name, incarnation])),
    bundles: Object.fromEntries(vats.map(({ name, bundleID }) => [name, bundleID])),
  };
}

/** One block before the upgrade's, which is then 2, and one after it. */
const SHORT = { before: 1, after: 1 };

const SIX = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];

before(async () => {
  const { code, stderr } = await prepare();
  assert.equal(code, 0, stderr);
});

/**
 * @param {import('node:test').TestContext} t
 * @param {{ scenario?: string, steps?: import('../src/chain/scenario.js').Step[], code?: number, changes?: object }} what
 */
async function rehearsal(
  t,
  { scenario = 'all-well', steps = SIX.map((vat) => upgradeOf(vat)), code = 0, changes = {} },
) {
  const folder = scratch(t);
  const dataDir = path.join(folder, 'store');
  const slogFile = path.join(folder, 'chain.slog');
  const ended = await rehearse({
    plan: planOf(steps),
    scenario,
    dataDir,
    slogFile,
    blocks: SHORT,
    ...changes,
  });
  assert.equal(ended.code, code, ended.stderr);
  const entries = entriesOf(readFileSync(slogFile, 'utf8'));
  return { entries, upgrades: upgradesOf(entries), store: readStore(dataDir), dataDir, ...ended };
}

/** The host's entries, all of them and each key for key as on a chain. @param {any[]} entries */
function assertGenuineKeys(entries) {
  const host = entries.filter(({ type }) => type.startsWith('cosmic-swingset-'));
  assert.deepEqual(new Set(host.map(({ type }) => type)), new Set(Object.keys(GENUINE_KEYS)));
  const envelope = ['type', 'time', 'monotime', 'seconds'];
  for (const entry of host) {
    const keys = Object.keys(entry).filter((key) => !envelope.includes(key));
    assert.ok(GENUINE_KEYS[entry.type].includes(keys.join(' ')), `${entry.type}: ${keys.join(' ')}`);
  }
}

/** @param {{ vat: string }[]} upgrades */
const vatsOf = (upgrades) => upgrades.map(({ vat }) => vat);

/** @param {Record<string, number>} changes */
const incarnations = (changes) => ({
  ...Object.fromEntries([...SIX, 'wallet', 'oracle'].map((vat) => [vat, 0])),
  ...changes,
});
const ONCE_EACH = Object.fromEntries(SIX.map((vat) => [vat, 1]));

test('all well: one upgrade in each run, in the order of the plan, on the data of the first incarnation', async (t) => {
  const ingest = await startIngest('secret');
  t.after(ingest.close);
  const changes = { ingest: { url: ingest.url, token: 'secret' }, blocks: undefined };
  const { entries, upgrades, store, progress } = await rehearsal(t, { changes });

  assert.deepEqual(vatsOf(upgrades), SIX);
  assert.ok(upgrades.every(({ outcome }) => outcome === 'upgraded'));
  assert.deepEqual(
    upgrades.map(({ runNum }) => runNum),
    [1, 2, 3, 4, 5, 6],
  );
  assert.ok(upgrades.every(({ blockHeight, process }) => blockHeight === 4 && process === 2));
  assert.deepEqual(evalOutcomes(entries), Array(6).fill('ok'));
  assert.deepEqual(store.incarnations, incarnations(ONCE_EACH));
  for (const { vat, bundleID } of upgrades) assert.equal(store.bundles[vat], bundleID);
  assert.equal(store.height, 9);
  assert.equal(progress.at(-1)?.step, 'done');

  const severed = severedOf(entries);
  const gaveUp = severed.filter(({ resubscribed }) => !resubscribed);
  assert.deepEqual(
    gaveUp.map(({ subscriber }) => subscriber),
    ['oracle', 'oracle'],
  );
  assert.equal(severed.length, 10);

  assertGenuineKeys(entries);
  assert.ok(ingest.ended(), 'the stream was ended with its length');
  assert.deepEqual(entriesOf(ingest.text()), entries);
});

test('a changed order is executed in that order', async (t) => {
  const order = ['zoe', 'contract', 'oracle', 'bank'];
  const { upgrades, store } = await rehearsal(t, { steps: order.map((vat) => upgradeOf(vat)) });
  assert.deepEqual(vatsOf(upgrades), order);
  assert.deepEqual(store.incarnations, incarnations({ zoe: 1, contract: 1, oracle: 1, bank: 1 }));
});

test('acts of people are passed over: said at their place, and without a number in the slog', async (t) => {
  /** @param {string} id */
  const act = (id) => ({ kind: 'act', id, title: id, act: 'wait', what: 'a price', proposals: [] });
  const steps = [act('first'), upgradeOf('zoe'), act('between'), upgradeOf('bank'), act('last')];
  const { upgrades, entries, progress, store } = await rehearsal(t, { steps });
  assert.deepEqual(vatsOf(upgrades), ['zoe', 'bank']);
  assert.deepEqual(evalOutcomes(entries), ['ok', 'ok']);
  assert.deepEqual(store.incarnations, incarnations({ zoe: 1, bank: 1 }));
  const numbers = entries.flatMap(({ inboundNum }) => /x\/upgrade-\d+$/.exec(inboundNum ?? '')?.[0] ?? []);
  assert.deepEqual(numbers, ['x/upgrade-0', 'x/upgrade-1']);
  const said = progress.flatMap(({ step, detail }) => (/not executed|upgrading/.test(step) ? [detail] : []));
  assert.deepEqual(said, [
    'first: a price',
    'Upgrade zoe',
    'between: a price',
    'Upgrade bank',
    'last: a price',
  ]);
});

for (const [scenario, error] of [
  ['throws', 'Error: bank v2 cannot start: missing governance parameter "MinInitialDebt"'],
  ['missing-kind', 'Error: defineDurableKind not called for tags: [purse]'],
]) {
  test(`${scenario}: the second step is rolled back, the others go on`, async (t) => {
    const { entries, upgrades, store } = await rehearsal(t, { scenario });
    assert.deepEqual(vatsOf(upgrades), SIX);
    const failed = upgrades.filter(({ outcome }) => outcome === 'rolled-back');
    assert.deepEqual(
      failed.map(({ vat, error: why }) => [vat, why]),
      [['bank', error]],
    );
    assert.deepEqual(evalOutcomes(entries), ['ok', 'vat-upgrade failure', 'ok', 'ok', 'ok', 'ok']);
    assert.deepEqual(store.incarnations, incarnations({ ...ONCE_EACH, bank: 0 }));
    assert.equal(store.bundles.bank, findPrepared().bundles?.['bank-v1']);
  });
}

test('two in one run: the second and third step share a core eval', async (t) => {
  const { entries, upgrades, store } = await rehearsal(t, { scenario: 'two-in-one-run' });
  assert.deepEqual(vatsOf(upgrades), SIX);
  assert.deepEqual(
    upgrades.map(({ runNum }) => runNum),
    [1, 2, 2, 3, 4, 5],
  );
  const steps = entries.filter(
    ({ type, inboundNum }) => type === 'cosmic-swingset-bridge-inbound' && inboundNum.includes('x/upgrade'),
  );
  assert.equal(steps.length, 5);
  assert.deepEqual(store.incarnations, incarnations(ONCE_EACH));
});

test('a vat ends itself: it is gone from the store, the chain goes on', async (t) => {
  const { entries, store } = await rehearsal(t, { scenario: 'vat-ends-itself' });
  const terminated = entries.filter(({ type }) => type === 'terminate');
  assert.deepEqual(
    terminated.map(({ shouldReject }) => shouldReject),
    [true],
  );
  assert.ok(entries.some(({ type }) => type === 'vat-cleanup-complete'));
  assert.ok(!store.names.includes('contract'));
  assert.equal(store.height, 3);
});

test('a critical vat that ends itself panics the kernel: its block is never committed', async (t) => {
  const steps = ['bridge', 'bank'].map((vat) => upgradeOf(vat));
  const { entries, store } = await rehearsal(t, { scenario: 'vat-ends-itself', steps, code: 3 });
  assert.ok(entries.some(({ args }) => args?.[0] === '##### KERNEL PANIC: critical vat v7 failed #####'));
  assert.equal(store.height, 2);
  assert.equal(entries.filter(({ type }) => type === 'cosmic-swingset-commit-block-finish').length, 2);
});

test('killed in the third step: the block runs again, and only the second execution counts', async (t) => {
  const ingest = await startIngest('secret');
  t.after(ingest.close);
  const changes = { ingest: { url: ingest.url, token: 'secret' }, blocks: SHORT };
  const folder = scratch(t);
  const dataDir = path.join(folder, 'store');
  const plan = planOf(SIX.map((vat) => upgradeOf(vat)));
  const { code, stderr } = await rehearse({ plan, scenario: 'killed-mid-block', dataDir, ...changes });
  assert.equal(code, 0, stderr);
  assert.ok(ingest.ended());

  const entries = entriesOf(ingest.text());
  const upgrades = upgradesOf(entries);
  assert.deepEqual(vatsOf(upgrades), ['bridge', 'bank', 'board', ...SIX]);
  assert.deepEqual(
    upgrades.map(({ process }) => process),
    [2, 2, 2, 3, 3, 3, 3, 3, 3],
  );
  assert.equal(upgrades[2].outcome, 'interrupted');
  const begun = entries.filter(
    ({ type, blockHeight }) => type === 'cosmic-swingset-begin-block' && blockHeight === 2,
  );
  const committed = entries.filter(
    ({ type, blockHeight }) => type === 'cosmic-swingset-commit-block-finish' && blockHeight === 2,
  );
  assert.deepEqual([begun.length, committed.length], [2, 1]);
  const store = readStore(dataDir);
  assert.deepEqual(store.incarnations, incarnations(ONCE_EACH));
  assert.equal(store.height, 3);
});

test('noisy: warnings all over, one error that means something', async (t) => {
  const { entries, store } = await rehearsal(t, { scenario: 'noisy' });
  const lines = entries.filter(({ type, source }) => type === 'console' && source === 'vat');
  const errors = lines.filter(({ level }) => level === 'error');
  assert.deepEqual(
    errors.map(({ args }) => args[0]),
    ['bank: ledger total 1000 differs from sum of records 999'],
  );
  assert.ok(lines.filter(({ level }) => level === 'warn').length > 6);
  assert.deepEqual(store.incarnations, incarnations(ONCE_EACH));
});

test('what the plan names wrongly fails in its own core eval, and the rest goes on', async (t) => {
  const steps = [
    upgradeOf('nosuch'),
    upgradeOf('bank', { bundle: 'bank-v9' }),
    upgradeOf('board', { module: 'vatdeck/rehearsal/nosuch' }),
    upgradeOf('zoe'),
  ];
  const { entries, upgrades, store } = await rehearsal(t, { steps });
  const [vat, bundle, module, last] = evalOutcomes(entries);
  assert.match(vat, /no vat is named "nosuch"/);
  assert.match(bundle, /bank-v9|device/);
  assert.match(module, /module "vatdeck\/rehearsal\/nosuch" has no "upgradeVat"/);
  assert.equal(last, 'ok');
  assert.deepEqual(vatsOf(upgrades), ['zoe']);
  assert.deepEqual(store.incarnations, incarnations({ zoe: 1 }));
});

test('stopped before the upgrade: it ends soon, and what it wrote is sent and ended', async (t) => {
  const ingest = await startIngest('secret');
  t.after(ingest.close);
  const plan = planOf(SIX.map((vat) => upgradeOf(vat)));
  const config = { plan, scenario: 'slow', dataDir: path.join(scratch(t), 'store'), pace: undefined };
  const { code } = await rehearse({ ...config, ingest: { url: ingest.url, token: 'secret' } }, '"height":1');
  assert.equal(code, 143);
  assert.ok(ingest.ended());
  const entries = entriesOf(ingest.text());
  assert.ok(entries.some(({ type }) => type === 'cosmic-swingset-begin-block'));
  assert.deepEqual(upgradesOf(entries), []);
});

test('a folder that holds a chain is not used again', async (t) => {
  const plan = planOf([upgradeOf('bank')]);
  const config = { plan, scenario: 'all-well', dataDir: scratch(t), slogFile: '/dev/null' };
  writeFileSync(path.join(config.dataDir, 'swingstore.sqlite'), '');
  const { code, stderr } = await rehearse(config);
  assert.equal(code, 1);
  assert.match(stderr, /already holds a chain/);
});

test('a rehearsal whose starter is gone goes on to its end', async (t) => {
  const ingest = await startIngest('secret');
  t.after(ingest.close);
  const dataDir = path.join(scratch(t), 'store');
  const plan = planOf([upgradeOf('bank'), upgradeOf('nosuch')]);
  const config = {
    plan,
    scenario: 'throws',
    dataDir,
    ingest: { url: ingest.url, token: 'secret' },
    blocks: SHORT,
  };
  assert.equal(await rehearseAlone(config), 0);
  assert.ok(ingest.ended());
  assert.equal(readStore(dataDir).height, 3);
});

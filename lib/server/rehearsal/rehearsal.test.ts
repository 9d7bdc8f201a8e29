import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunRow } from '@/lib/live/run-row';
import type { Plan } from '@/lib/plan/plan';
import type { PlanView } from '@/lib/plan/plan-view';
import { REHEARSAL_CHAIN, rehearsalPlan, rehearsalStep } from '@/lib/plan/rehearsal-plan';
import { instance } from '@/lib/server/instance';
import { createPlan } from '@/lib/server/plan/create-plan';
import { isInstalled, Kernel } from '@/lib/server/rehearsal/kernel';
import { startRehearsal } from '@/lib/server/rehearsal/start-rehearsal';
import { stopRehearsal } from '@/lib/server/rehearsal/stop-rehearsal';
import { readRun } from '@/lib/server/run/read-run';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

/**
 * The supervision, with children that do one thing; the real kernel has tests of its own and its journey in the browser.
 */
const root = mkdtempSync(path.join(tmpdir(), 'vatdeck-rehearsal-'));
const folder = path.join(root, 'lib/rehearsal');
afterAll(() => rmSync(root, { recursive: true, force: true }));

function child(name: 'prepare' | 'main', code: string): void {
  mkdirSync(path.join(folder, 'src'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"type":"module","name":"r","version":"1.0.0"}');
  writeFileSync(
    path.join(folder, 'package-lock.json'),
    '{"name":"r","version":"1.0.0","lockfileVersion":3,"packages":{"":{"name":"r","version":"1.0.0"}}}',
  );
  mkdirSync(path.join(folder, 'node_modules'), { recursive: true });
  writeFileSync(path.join(folder, 'node_modules/.package-lock.json'), '{"packages":{}}');
  writeFileSync(path.join(folder, `src/${name}.js`), code);
}

async function until<T>(look: () => T | Promise<T>, holds: (value: T) => boolean): Promise<T> {
  const limit = Date.now() + 15_000;
  for (;;) {
    const value = await look();
    if (holds(value)) return value;
    if (Date.now() > limit) throw new Error(`It did not come true: ${JSON.stringify(value)}`);
    await sleep(20);
  }
}

const VATS = ['bridge', 'bank', 'board', 'zoe', 'provisioning', 'contract'];
const ID = `b1-${'5'.repeat(128)}`;
const CHAIN = {
  vats: VATS,
  bundles: { ...Object.fromEntries(VATS.map((vat, at) => [`${vat}-v2`, `b1-${at}`])), 'bank-v1': ID },
};
const READY = `console.log('${JSON.stringify({ step: 'ready', done: 1, total: 1, detail: '', chain: CHAIN })}');`;

describe('the preparation of the kernel', () => {
  const kernel = () => new Kernel({ root, prepareKernel: true, kernelCache: path.join(root, 'cache') });

  it('says how far it is and then is ready', async () => {
    child(
      'prepare',
      `console.log('not json'); console.log('{"step":"bundling","done":3,"total":14,"detail":"bank-v2"}'); setTimeout(() => { ${READY} }, 300);`,
    );
    const one = kernel();
    one.start();
    expect(one.state.state).toBe('preparing');
    const seen = await until(
      () => one.state,
      (state) => state.state === 'preparing' && state.step === 'bundling',
    );
    expect(seen).toMatchObject({ done: 3, total: 14, detail: 'bank-v2' });
    await one.prepare();
    expect(one.state).toMatchObject({ state: 'ready' });
    expect(one.chain).toEqual(CHAIN);
  });

  it('that fails says why, what to do and the last lines, and may be tried again', async () => {
    child(
      'prepare',
      `console.error('gyp ERR! find Python'); console.error('node-gyp failed'); process.exit(1)`,
    );
    const one = kernel();
    await one.prepare();
    expect(one.state).toMatchObject({
      state: 'failed',
      reason: 'Bundling the kernel failed: node-gyp failed',
      log: ['gyp ERR! find Python', 'node-gyp failed'],
    });
    if (one.state.state === 'failed') expect(one.state.remedy).toMatch(/C\+\+ compiler/);
    child('prepare', READY);
    await one.prepare();
    expect(one.state.state).toBe('ready');
  });

  it('does not see how this server runs: no NODE_OPTIONS, no NODE_ENV', async () => {
    child(
      'prepare',
      `import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(path.join(root, 'env.json'))}, JSON.stringify(Object.keys(process.env)));`,
    );
    process.env.NODE_OPTIONS = '--no-warnings';
    await kernel().prepare();
    delete process.env.NODE_OPTIONS;
    const { default: keys } = await import(path.join(root, 'env.json'), { with: { type: 'json' } });
    expect(keys).toEqual(expect.arrayContaining(['HOME', 'PATH', 'VATDECK_CACHE']));
    expect(
      keys.filter((key: string) => /^NODE_OPTIONS$|^NODE_ENV$|DATABASE|VITEST|^DATA_DIR$/.test(key)),
    ).toEqual([]);
  });

  it('knows installed packages by their versions', () => {
    child('prepare', READY);
    expect(isInstalled(folder)).toBe(true);
    writeFileSync(
      path.join(folder, 'package-lock.json'),
      '{"packages":{"":{},"node_modules/a":{"version":"2.0.0"}}}',
    );
    expect(isInstalled(folder)).toBe(false);
    expect(isInstalled(path.join(root, 'nowhere'))).toBe(false);
  });
});

describe('a rehearsal', () => {
  let server: TestInstance;
  let plan: PlanView;
  beforeEach(async () => {
    child('prepare', READY);
    server = await TestInstance.open({ root });
    plan = await createPlan(operator, { title: 'Upgrade', plan: rehearsalPlan() });
    await (await instance()).kernel.prepare();
  });
  afterEach(async () => {
    (await instance()).rehearsals.close();
    await server.close();
  });

  const start = (digest = plan.digest) =>
    startRehearsal(operator, { planId: plan.id, digest, scenario: 'all-well' });
  const ended = (runId: string): Promise<RunRow> =>
    until(
      () => readRun(operator, runId),
      ({ endedAt }) => endedAt !== null,
    );
  const WAITS = `process.stdin.resume(); setInterval(() => {}, 1000);`;

  it('gets the plan, the scenario and where to send on its stdin, and nothing else', async () => {
    const file = path.join(root, 'config.json');
    child(
      'main',
      `import { text } from 'node:stream/consumers'; import { writeFileSync } from 'node:fs'; writeFileSync(${JSON.stringify(file)}, await text(process.stdin)); console.error('no slog'); process.exit(4)`,
    );
    const { runId } = await start();
    expect(await ended(runId)).toMatchObject({
      state: 'failed',
      kind: 'rehearsal',
      scenario: 'all-well',
      planDigest: plan.digest,
      planApproved: false,
      upgradesPlanned: 6,
      reason: 'The rehearsal ended too early (exit 4): no slog',
    });
    const { default: config } = await import(file, { with: { type: 'json' } });
    expect(config).toMatchObject({
      plan: plan.plan,
      scenario: 'all-well',
      ingest: { url: `http://127.0.0.1:9/api/runs/${runId}/slog` },
    });
    expect(config.ingest.token).toMatch(/^vd_[\w-]{43}$/);
  });

  it('says that its kernel panicked', async () => {
    child('main', 'process.exit(3)');
    expect((await ended((await start()).runId)).reason).toMatch(/^The kernel panicked/);
  });

  it('is one at a time, and stops when it is told to', async () => {
    child('main', WAITS);
    const both = await Promise.allSettled([start(), start()]);
    const [run] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.runId] : []));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(start()).rejects.toMatchObject({ code: 'conflict', detail: { current: { runId: run } } });
    await stopRehearsal(operator, run ?? '');
    expect(await ended(run ?? '')).toMatchObject({ state: 'incomplete', reason: 'Stopped by operator.' });
    await expect(stopRehearsal(operator, run ?? '')).rejects.toMatchObject({ code: 'conflict' });
    child('main', 'process.exit(3)');
    await ended((await start()).runId);
  });

  it('that outlives its server is taken up by the next one; one that does not is ended by it', async () => {
    child('main', WAITS);
    const { runId } = await start();
    const file = path.join(server.dataDir, 'runs', runId, 'child.json');
    await until(() => existsSync(file), Boolean);
    await server.crash();
    const { rehearsals } = await instance();
    expect(rehearsals.runId).toBe(runId);
    await rehearsals.stop(runId, 'operator');
    expect(await ended(runId)).toMatchObject({ state: 'incomplete', reason: 'Stopped by operator.' });
    await (await instance()).kernel.prepare();
    const second = await start();
    await until(() => existsSync(path.join(server.dataDir, 'runs', second.runId, 'child.json')), Boolean);
    (await instance()).rehearsals.close();
    await sleep(200);
    await server.crash();
    expect(await ended(second.runId)).toMatchObject({
      state: 'failed',
      reason: 'The server was stopped while this rehearsal ran.',
    });
  });

  const startOf = async (steps: Plan['steps']) => {
    const { id, digest } = await createPlan(operator, {
      title: 'Drift',
      plan: { ...rehearsalPlan(), steps },
    });
    return startRehearsal(operator, { planId: id, digest, scenario: 'all-well' });
  };

  it('is started on a plan that names bundles by their ids', async () => {
    child('main', 'process.exit(3)');
    await ended((await startOf([rehearsalStep('bank', ID)])).runId);
  });

  it('is refused with words where the chain does not have what the plan names, and makes no run', async () => {
    const strange = { ...rehearsalStep('zoe'), title: 'By a builder' };
    const builder = { module: '@agoric/builders/x.js', entrypoint: 'defaultProposalBuilder' };
    const steps = [
      rehearsalStep('bridge'),
      rehearsalStep('ibc'),
      rehearsalStep('bank', `b1-${'6'.repeat(128)}`),
      { ...strange, id: 'by', proposals: strange.proposals.map((one) => ({ ...one, ...builder })) },
    ];
    const refused: unknown = await startOf(steps).catch((error: unknown) => error);
    expect(refused).toMatchObject({
      code: 'bad-input',
      detail: { hint: expect.stringContaining('Nothing') },
    });
    const { message } = refused instanceof Error ? refused : new Error('it was started');
    expect(message).toContain(
      'Step 2, "Upgrade ibc", upgrades ibc, which is no vat of the built-in chain. It has',
    );
    expect(message).toContain('Step 3, "Upgrade bank", gives bank the bundle b1-6666666666666…,');
    expect(message).toContain('It has bank-v2 and bank-v1: name one');
    expect(message).toContain(
      'Step 4, "By a builder", calls defaultProposalBuilder of @agoric/builders/x.js',
    );
    expect(await (await instance()).database.prisma.run.count()).toBe(0);
  });

  it('is refused on another digest, another chain, an empty plan, and while the kernel is not ready', async () => {
    await expect(start('0'.repeat(64))).rejects.toMatchObject({
      code: 'conflict',
      detail: { current: plan },
    });
    for (const change of [{ chain: 'agoric-3' }, { steps: [] }]) {
      const other = await createPlan(operator, { title: 'x', plan: { ...rehearsalPlan(), ...change } });
      const order = { planId: other.id, digest: other.digest, scenario: 'all-well' as const };
      await expect(startRehearsal(operator, order)).rejects.toMatchObject({ code: 'bad-input' });
    }
    await server.crash();
    await expect(start()).rejects.toMatchObject({
      code: 'not-ready',
      detail: { current: { state: 'failed' } },
    });
    expect(REHEARSAL_CHAIN).toBe(plan.plan.chain);
  });
});

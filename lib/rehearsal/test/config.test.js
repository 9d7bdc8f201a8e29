import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coreEval } from '../src/chain/core-eval.js';
import { actsBefore, stage } from '../src/chain/scenario.js';
import { readConfig } from '../src/config.js';
import { planOf, upgradeOf } from './tools/rehearse.js';

const config = {
  plan: planOf([upgradeOf('bank')]),
  scenario: 'all-well',
  dataDir: '/tmp/store',
  slogFile: '/tmp/chain.slog',
};

/** @param {object} changes */
const read = (changes) => readConfig(JSON.stringify({ ...config, ...changes }));

test('people can watch by default, and slow is slower', () => {
  assert.deepEqual(read({}).pace, { block: 250, step: 250 });
  assert.deepEqual(read({ scenario: 'slow' }).pace, { block: 1500, step: 1000 });
  assert.deepEqual(read({ pace: 0 }).pace, { block: 0, step: 0 });
});

test('a config that cannot be carried out says what is wrong', () => {
  assert.throws(() => read({ scenario: 'boom' }), /no scenario "boom"/);
  assert.throws(() => read({ dataDir: 'store' }), /dataDir must be an absolute path/);
  assert.throws(() => read({ slogFile: undefined }), /ingest \{url, token\} or slogFile/);
  assert.throws(() => read({ plan: planOf([]) }), /no step that is code/);
});

test('a scenario that needs a second or third step makes do with fewer', () => {
  const one = planOf([upgradeOf('bank')]);
  assert.deepEqual(stage(one, 'throws').steps[0].proposals[0].args, [{ vat: 'bank', bundle: 'bank-throws' }]);
  assert.equal(stage(one, 'two-in-one-run').steps.length, 1);
  assert.equal(stage(one, 'killed-mid-block').killAtStep, 0);
  assert.equal(stage(one, 'vat-ends-itself').ends, 'bank');
});

const wait = {
  kind: 'act',
  id: 'w',
  title: 'Wait',
  act: 'wait',
  what: 'a price',
  proposals: [],
  notes: '',
  links: [],
};

test('what is not code is not executed and takes no number, and is named at its place', () => {
  const plan = planOf([wait, upgradeOf('bank'), upgradeOf('zoe'), wait]);
  assert.deepEqual(
    stage(plan, 'all-well').steps.map(({ id }) => id),
    ['upgrade-bank', 'upgrade-zoe'],
  );
  assert.deepEqual(
    [0, 1, 2].map((index) => actsBefore(plan, index).length),
    [1, 0, 1],
  );
  assert.throws(() => read({ plan: planOf([wait]) }), /no step that is code/);
});

test('a title stays in its comment', () => {
  const [first] = coreEval(
    { ...upgradeOf('bank'), title: 'Bank\u2028throw 1\nthrow 2' },
    () => undefined,
  ).evals;
  assert.equal(first.js_code.split('\n')[0], '// Bank throw 1 throw 2');
});

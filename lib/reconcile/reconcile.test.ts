import { describe, expect, it } from 'vitest';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { ActStep, CoreEvalStep, Plan } from '@/lib/plan/plan';
import { reconcile } from '@/lib/reconcile/reconcile';
import { type Analysis, emptyAnalysis, type Run, type Upgrade } from '@/lib/upgrade/analysis';

/** `bank, board+zoe@b1-x`: steps of proposals, each one vat. */
const plan = (text: string): Plan => ({
  ...emptyPlan('c', 'u'),
  steps: text.split(', ').map(
    (step, i): CoreEvalStep => ({
      kind: 'core-eval',
      id: `s${i}`,
      title: 's',
      together: null,
      notes: '',
      links: [],
      proposals: step.split('+').map((proposal) => {
        const [vat = '', bundle = null] = proposal.split('@');
        return { module: 'm', entrypoint: 'e', args: [], upgrades: [{ vat, bundle, incarnation: null }] };
      }),
    }),
  ),
});

/** `bank ok, zoe rolled-back`: upgrades in file order, each in a run of its own unless `&` joins it to the one before. */
function seen(text: string): Analysis {
  const analysis = emptyAnalysis();
  const upgrades = text === '' ? [] : text.split(', ');
  upgrades.forEach((item, i) => {
    const joined = item.startsWith('&');
    const [name = '', outcome = 'ok'] = item.replace('&', '').split(' ');
    const last = analysis.runs.at(-1);
    const run: Pick<Run, 'index' | 'upgrades'> =
      joined && last ? last : { index: analysis.runs.length, upgrades: [] };
    run.upgrades.push(i);
    if (!joined) analysis.runs.push(Object.assign(Object.create(null), run));
    const upgrade: Partial<Upgrade> = {
      vatID: `v${i + 10}`,
      name,
      outcome: outcome === 'ok' ? 'upgraded' : outcome === 'rolled-back' ? 'rolled-back' : 'interrupted',
      progress: outcome === 'running' ? 'running' : 'settled',
      isolated: !joined,
      lost: outcome === 'lost',
      runIndex: run.index,
      startLine: 100 * (i + 1),
      bundleID: 'b1-a',
      contractBundleID: null,
    };
    analysis.upgrades.push(Object.assign(Object.create(null), upgrade));
  });
  return analysis;
}

const story = (p: string, s: string) => {
  const { planned, extra, findings } = reconcile(plan(p), seen(s));
  return {
    rows: planned.map((row) => [row.step, row.vat, row.status, ...row.flags].join(' ')),
    extra,
    rules: findings.map((f) => f.rule),
  };
};

describe('reconcile', () => {
  it('says of each planned vat what became of it', () => {
    expect(story('bank, board, zoe, v13', 'bank, board rolled-back, zoe running, x')).toEqual({
      rows: ['0.0 bank done', '1.0 board failed', '2.0 zoe pending', '3.0 v13 done'],
      extra: [],
      rules: [],
    });
  });

  it('misses what was not tried and counts what was not planned', () => {
    expect(story('bank, zoe', 'bank, gov, bank')).toEqual({
      rows: ['0.0 bank done', '1.0 zoe not-seen'],
      extra: [1, 2],
      rules: ['planned-not-upgraded', 'unplanned-upgrade', 'unplanned-upgrade'],
    });
  });

  it('without an attempt asks the step: pending until its block is committed, then failed', () => {
    const rowOf = (committed: boolean | null) => {
      const analysis = seen('');
      analysis.steps.push(Object.assign(Object.create(null), { step: '0', lost: false, committed }));
      const { planned, findings } = reconcile(plan('bank'), analysis);
      return [planned[0]?.status, ...findings.map(({ rule }) => rule)];
    };
    expect([rowOf(null), rowOf(true)]).toEqual([['pending'], ['failed', 'planned-not-upgraded']]);
  });

  it('takes a retry for the same entry, and two entries for two attempts', () => {
    expect(story('bank', 'bank rolled-back, bank').rows).toEqual(['0.0 bank done']);
    expect(story('bank, bank', 'bank rolled-back, bank').rows).toEqual(['0.0 bank failed', '1.0 bank done']);
  });

  it('ignores lost work', () => {
    expect(story('bank', 'bank lost, bank').rows).toEqual(['0.0 bank done']);
  });

  it('flags order between steps, not inside one', () => {
    expect(story('bank, zoe', 'zoe, bank')).toMatchObject({
      rows: ['0.0 bank done', '1.0 zoe done out-of-order'],
      rules: ['out-of-order'],
    });
    expect(story('bank+zoe', 'zoe, bank').rules).toEqual([]);
  });

  it('flags shared runs, missing isolation and other bundles', () => {
    expect(story('bank, zoe@b1-x', 'bank, &zoe').rows).toEqual([
      '0.0 bank done shared-run',
      '1.0 zoe done wrong-bundle shared-run not-isolated',
    ]);
    expect(story('bank@bank-v2', 'bank').rows).toEqual(['0.0 bank done']);
  });
});

describe('steps that are not code', () => {
  it('take no number: the document counts core evals only', () => {
    const act = { kind: 'act', act: 'wait', what: 'a price' } as const;
    const wait: ActStep = { ...act, id: 'w', title: 'Wait', proposals: [], notes: '', links: [] };
    const [first, ...rest] = plan('bank, zoe').steps;
    if (!first) throw new Error('the plan has steps');
    const { planned } = reconcile(
      { ...plan('bank'), steps: [wait, first, wait, ...rest] },
      seen('bank, zoe'),
    );
    expect(planned.map(({ step, stepId }) => [step, stepId])).toEqual([
      ['0.0', 's0'],
      ['1.0', 's1'],
    ]);
  });
});

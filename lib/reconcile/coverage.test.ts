import { describe, expect, it } from 'vitest';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { CoreEvalStep, Plan } from '@/lib/plan/plan';
import { closableGaps, coverage } from '@/lib/reconcile/coverage';
import { foresightOf, type Known } from '@/lib/reconcile/foresight';
import { reconcile } from '@/lib/reconcile/reconcile';
import { bundle, call, Slog } from '@/lib/upgrade/draw-slog';
import { analysisOf } from '@/lib/upgrade/fold-text';

const step = (id: string, vats: readonly string[], args: readonly unknown[] = []): CoreEvalStep => ({
  kind: 'core-eval',
  id,
  title: id,
  together: null,
  notes: '',
  links: [],
  proposals: [
    {
      module: `@agoric/builders/${id}.js`,
      entrypoint: 'e',
      args,
      upgrades: vats.map((vat) => ({ vat, bundle: null, incarnation: null })),
    },
  ],
});
const plan = (...steps: CoreEvalStep[]): Plan => ({ ...emptyPlan('agoric-3', 'u23'), steps });

type Eval = { readonly vat?: string; readonly error?: string; readonly hangs?: boolean };

/** A software-upgrade block: one core eval a step, which upgrades a vat, rejects, or never settles. */
function chain(evals: readonly Eval[]): Slog {
  const slog = new Slog()
    .start()
    .vat('v1', 'bootstrap', { dynamic: false })
    .vat('v2', 'vatAdmin', { dynamic: false });
  slog.vat('v6', 'bank').vat('v7', 'board');
  return slog.block(4, (s) =>
    evals.forEach(({ vat, error, hangs = false }, k) => {
      s.write('cosmic-swingset-bridge-inbound', {
        inboundNum: `4-x/upgrade-${k}`,
        source: 'core',
        body: { type: 'CORE_EVAL', evals: [{}] },
      });
      s.run(
        4,
        k + 1,
        (run) => {
          const result = `kp${500 + k}`;
          const message = call('fromBridge', [{ type: 'CORE_EVAL' }]);
          run.message('v5', 'ko9', call('inbound', 'core', {}), null, (d) =>
            d.syscall('v5', ['send', 'ko1', { methargs: message, result }]),
          );
          run.message('v1', 'ko1', message, result, (d) => {
            if (error !== undefined)
              d.syscall('v1', [
                'resolve',
                'v1',
                [[result, true, { body: `#{"#error":"${error}","name":"Error"}`, slots: [] }]],
              ]);
            else if (!hangs)
              d.syscall('v1', ['resolve', 'v1', [[result, false, { body: '#"#undefined"', slots: [] }]]]);
          });
          if (vat) run.upgrade({ vatID: vat, upgradeID: `up${k + 1}`, from: 0 });
        },
        'forced',
      );
    }),
  );
}

const gaps = (wanted: Plan, slog: Slog, options = {}) => {
  const { gaps: found, covered, planned } = coverage(wanted, analysisOf(slog.text()), options);
  return {
    gaps: found.map(({ kind, stepId }) => `${kind} ${stepId ?? ''}`.trim()),
    of: `${covered}/${planned}`,
  };
};

describe('coverage', () => {
  it('is whole where every planned upgrade was tried, also in vain', () => {
    expect(
      gaps(plan(step('a', ['bank']), step('b', ['board'])), chain([{ vat: 'v6' }, { vat: 'v7' }])),
    ).toEqual({ gaps: [], of: '2/2' });
  });

  it('names steps that were not reached, vats that are not there and builders that failed', () => {
    const wanted = plan(step('a', ['bank']), step('b', ['ymax1']), step('c', ['board']), step('d', ['zoe']));
    const slog = chain([{ vat: 'v6' }, { error: 'no such instance ymax1' }, { hangs: true }]);
    const inventory = { vats: [{ vatID: 'v7', name: 'zoe' }] };
    expect(gaps(wanted, slog, { inventory })).toEqual({
      gaps: ['vat-absent b', 'builder-failed c', 'step-not-reached d'],
      of: '1/4',
    });
  });

  it('says when the reason may be the clone’s, with the line that proves it', () => {
    const analysis = analysisOf(chain([{ error: 'board02963 not found' }]).text());
    const [gap] = coverage(plan(step('a', ['bank'])), analysis).gaps;
    expect(gap?.message).toContain('may be the clone’s');
    expect(gap?.proof?.line).toBe(analysis.steps[0]?.outcomeLine);
  });

  it('a proposal without upgrades is covered by its core eval', () => {
    expect(gaps(plan(step('zcf', [])), chain([{}])).of).toBe('1/1');
    expect(gaps(plan(step('zcf', [])), chain([{ error: 'bad' }]))).toEqual({
      gaps: ['builder-failed zcf'],
      of: '0/1',
    });
  });

  it('chain switches and names of other chains were not exercised', () => {
    const mint = plan(step('mint', ['bank'], [{ variant: 'DEVNET' }]));
    const slog = chain([{ vat: 'v6' }]);
    expect(gaps(mint, slog).gaps).toEqual(['chain-switch mint']);
    expect(gaps(mint, slog, { targetChain: 'agoricdev-25' }).gaps).toEqual([]);
    expect(
      gaps(plan(step('a', ['bank'])), slog, {
        ranOn: { chain: 'agoric-3', upgradeName: 'UNRELEASED_A3P_INTEGRATION' },
      }).gaps,
    ).toEqual(['name-variant']);
  });

  it('what people do and what leaves no entry is said, but no gate waits for it', () => {
    const act = {
      kind: 'act',
      id: 'w',
      title: 'Wait',
      act: 'wait',
      what: 'a price',
      proposals: [],
      notes: '',
      links: [],
    } as const;
    const wanted = { ...plan(step('a', ['bank'])), steps: [act, step('a', ['bank'])] };
    const found = coverage(wanted, analysisOf(chain([{ vat: 'v6' }]).text()));
    expect([found.gaps.map(({ kind }) => kind), closableGaps(found)]).toEqual([['act'], []]);
  });
});

describe('predicted and observed', () => {
  const decides = (...pairs: [string, string][]) => ({
    entries: pairs.map(([kpid, subscriber]) => ({ kpid, subscribers: [subscriber] })),
    total: pairs.length,
  });
  const bank = { vatID: 'v6', name: 'bank' };
  const compared = (severed: readonly [string, string][], foreseen: readonly [string, string][]) => {
    const slog = new Slog().start().vat('v6', 'bank').vat('v7', 'board');
    slog.upgrade({
      vatID: 'v6',
      upgradeID: 'up1',
      from: 0,
      bundleID: bundle('b'),
      severed: severed.map(([kpid, subscriber]) => ({ kpid, subscriber, back: false })),
    });
    const wanted = plan(step('a', ['bank']));
    const foresight = foresightOf(wanted, { vats: [{ ...bank, decides: decides(...foreseen) }] });
    return reconcile(wanted, analysisOf(slog.text()), foresight).severed?.[0];
  };

  it('agree where the same were told', () => {
    expect(
      compared(
        [
          ['kp70', 'v7'],
          ['kp71', 'v8'],
        ],
        [
          ['kp71', 'v8'],
          ['kp70', 'v7'],
        ],
      ),
    ).toMatchObject({
      verdict: 'as-predicted',
      predicted: 2,
      observed: 2,
    });
  });

  it('differ by who was not told and who was not foreseen; younger promises count neither way', () => {
    const found = compared(
      [
        ['kp60', 'v7'],
        ['kp99', 'v8'],
      ],
      [['kp70', 'v7']],
    );
    expect([found?.verdict, found?.missing.length, found?.unforeseen.length, found?.since.length]).toEqual([
      'differs',
      1,
      1,
      1,
    ]);
  });

  it('nothing is claimed of a vat that the inventory did not read', () => {
    const slog = new Slog().start().vat('v6', 'bank').upgrade({ vatID: 'v6', upgradeID: 'up1', from: 0 });
    const wanted = plan(step('a', ['bank']));
    const verdict = (vats: Known['vats']) =>
      reconcile(wanted, analysisOf(slog.text()), foresightOf(wanted, { vats })).severed?.[0]?.verdict;
    expect([verdict([]), verdict([{ ...bank, decides: null }])]).toEqual(['unknown', 'unknown']);
  });

  it('holds only what the plan upgrades of an inventory, and who listens to it', () => {
    const vats = Array.from({ length: 50 }, (_, at) => ({
      vatID: `v${at}`,
      name: at === 6 ? 'bank' : null,
      decides: decides(
        ...Array.from({ length: 100 }, (_, i): [string, string] => [`kp${at * 100 + i}`, 'v9']),
      ),
    }));
    const foresight = foresightOf(plan(step('a', ['bank'])), { vats });
    expect(foresight.newest).toBe(4_999);
    expect(foresight.vats.filter(({ severs }) => severs !== undefined)).toEqual([
      {
        vatID: 'v6',
        name: 'bank',
        severs: {
          promises: {
            v9: vats
              .slice(6, 7)
              .flatMap(({ decides: { entries } }) => entries.map(({ kpid }) => Number(kpid.slice(2)))),
          },
          cut: false,
        },
      },
    ]);
    const slog = new Slog().start().vat('v7', 'board').upgrade({ vatID: 'v7', upgradeID: 'up1', from: 0 });
    expect(reconcile(plan(step('a', ['bank'])), analysisOf(slog.text()), foresight).severed).toMatchObject([
      { predicted: null, why: 'The plan does not upgrade it: nothing was predicted.' },
    ]);
  });

  it('without an inventory nothing is said', () => {
    expect(reconcile(plan(), analysisOf('')).severed).toBeUndefined();
  });
});

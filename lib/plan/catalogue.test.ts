import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '@/lib/plan/builders';
import {
  builderOfOutput,
  entryOf,
  moduleOf,
  outputNameOf,
  plannedUpgradesOf,
  stepFromCatalogue,
  targetsOf,
} from '@/lib/plan/catalogue';
import { parsePlan } from '@/lib/plan/parse-plan';
import { PAST_UPGRADES, planOfPast } from '@/lib/plan/past-upgrades';
import { plan } from '@/lib/plan/test/draw-plan';

const SCRIPTS = '@agoric/builders/scripts';
const proposal = (module: string, args: readonly unknown[] = [], entrypoint = 'defaultProposalBuilder') => ({
  module,
  entrypoint,
  args,
});
const names = (...of: Parameters<typeof proposal>) =>
  targetsOf(proposal(...of)).map(({ kind, vat }) => `${kind} ${vat}`);

describe('the catalogue', () => {
  it('knows what builders do, also by their args and where they used to be', () => {
    expect(names(`${SCRIPTS}/vats/replace-zoe.js`)).toEqual(['vat zoe', 'zcf zcf']);
    expect(names('@agoric/vats/scripts/replace-zoe.js')).toEqual(['vat zoe', 'zcf zcf']);
    expect(
      names(`${SCRIPTS}/vats/upgrade-vats.js`, [{ bridge: 'x', bank: 'y' }], 'upgradeVatsProposalBuilder'),
    ).toEqual(['vat bridge', 'vat bank']);
    expect(
      names(
        `${SCRIPTS}/vats/upgrade-vats.js`,
        [[{ bundleName: 'reserve' }]],
        'upgradeZoeContractsProposalBuilder',
      ),
    ).toEqual(['contract reserve']);
    expect(names(`${SCRIPTS}/vats/upgrade-mintHolder.js`, [{ variant: 'MAINNET' }])).toHaveLength(13);
    expect(names(`${SCRIPTS}/vats/upgrade-mintHolder.js`, [{ config: { labelList: ['USDC'] } }])).toEqual([
      'contract USDC mintHolder',
    ]);
    expect(names('@agoric/vats/src/proposals/terminate-governed-instance.js', [['board1:a:b']])).toEqual([
      'terminate a:b',
    ]);
  });

  it('knows nothing of others, and takes any args', () => {
    expect(names('@x/y.js', [{}])).toEqual([]);
    expect(entryOf(proposal('toString'))).toBeNull();
    for (const arg of [null, 1, 'x', [], {}, [null], { config: 3 }])
      for (const entry of CATALOGUE) {
        const { entrypoint = 'defaultProposalBuilder' } = entry;
        expect(Array.isArray(plannedUpgradesOf(proposal(moduleOf(entry), [arg], entrypoint)))).toBe(true);
      }
  });

  it('makes steps that a plan takes, one of each', () => {
    const steps = CATALOGUE.map((entry, i) => stepFromCatalogue(entry, () => `s${i}`));
    const whole = plan('', { steps });
    expect(parsePlan(whole)).toEqual({ ok: true, value: whole });
    for (const past of PAST_UPGRADES) {
      const of = planOfPast(past);
      expect(parsePlan(of)).toEqual({ ok: true, value: of });
      expect(of.steps.map(({ proposals }) => proposals.length)).toEqual(
        past.steps.map(({ length }) => length),
      );
    }
  });

  it('knows under which name a builder writes, and back', () => {
    expect(outputNameOf(`${SCRIPTS}/vats/replace-zoe.js`)).toBe('replace-zcf');
    expect(outputNameOf('@x/portfolio-control.build.js')).toBe('portfolio-control');
    expect(builderOfOutput('gov-network')).toBe(`${SCRIPTS}/vats/init-network.js`);
    expect(builderOfOutput('nothing')).toBeNull();
  });
});

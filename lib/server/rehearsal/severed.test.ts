import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Inventory } from '@/lib/inventory/inventory';
import { type WhatIfStep, whatIf } from '@/lib/inventory/what-if';
import type { Plan } from '@/lib/plan/plan';
import { rehearsalPlan, rehearsalStep } from '@/lib/plan/rehearsal-plan';
import { SCENARIOS } from '@/lib/plan/scenario';
import { foresightOf } from '@/lib/reconcile/foresight';
import { reconcile } from '@/lib/reconcile/reconcile';
import {
  analysisIn,
  hasRealKernel,
  inventoryIn,
  rehearseIn,
  rehearseUntilUpgrade,
} from '@/lib/server/rehearsal/test/real-chain';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

const root = mkdtempSync(path.join(tmpdir(), 'vatdeck-severed-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function folder(name: string): string {
  const made = path.join(root, name.replaceAll(' ', '-'));
  mkdirSync(made);
  return made;
}

const planOf = (vats: readonly string[]): Plan => ({
  ...rehearsalPlan(),
  steps: vats.map((vat, at) => ({ ...rehearsalStep(vat), id: `${vat}-${at}` })),
});
/** Subscribers before whom they listen to: the order that the rules warn of. */
const AGAINST = ['oracle', 'wallet', 'contract', 'provisioning', 'zoe', 'board', 'bank', 'bridge'];

const RUNS = [
  ...Object.keys(SCENARIOS).map((scenario) => ({ name: scenario, scenario, plan: rehearsalPlan() })),
  { name: 'all eight against the rules', scenario: 'all-well', plan: planOf(AGAINST) },
  {
    name: 'two of them twice',
    scenario: 'all-well',
    plan: planOf(['bank', 'zoe', 'bank', 'contract', 'bank']),
  },
];

const before = new Map<string, Inventory>();
/** What people do until the upgrade is the same but for the noise. */
const inventoryFor = (scenario: string): Inventory => {
  const found = before.get(scenario === 'noisy' ? 'noisy' : 'all-well');
  if (!found) throw new Error('the store before the plan was not read');
  return found;
};

async function made({ name, scenario, plan }: (typeof RUNS)[number]): Promise<Analysis<unknown>> {
  const place = folder(name);
  expect(rehearseIn(place, { plan, scenario })).toBe(0);
  return analysisIn(place);
}

const told = ({ severed }: Upgrade): string[] =>
  severed.map(({ kpid, subscriber }) => `${kpid} ${subscriber}`).toSorted();
const foretold = (step: WhatIfStep, vatID: string): string[] =>
  step.severed
    .flatMap((one) => (one.vatID === vatID ? one.kpids.map((kpid) => `${kpid} ${one.subscriber}`) : []))
    .toSorted();

/** Who is cut off by the step again: it subscribed anew when it was upgraded before. */
const upgradedBefore = (step: WhatIfStep, vatID: string): string[] =>
  step.severed
    .flatMap((one) => (one.vatID === vatID && one.fate === 'upgraded-before' ? [one.subscriber] : []))
    .toSorted();

describe.skipIf(!hasRealKernel)(
  'who is severed on the real kernel, against the store of before the plan',
  () => {
    beforeAll(async () => {
      for (const scenario of ['all-well', 'noisy']) {
        const place = folder(`before ${scenario}`);
        await rehearseUntilUpgrade(place, { plan: rehearsalPlan(), scenario });
        before.set(scenario, inventoryIn(place));
      }
    }, 120_000);

    it.each(RUNS)(
      'is foretold exactly of every upgrade: $name',
      async (run) => {
        const inventory = inventoryFor(run.scenario);
        const analysis = await made(run);
        const steps = whatIf(run.plan, inventory);
        const { severed = [], planned } = reconcile(run.plan, analysis, foresightOf(run.plan, inventory));
        const seen = new Set<string>();
        let compared = 0;
        for (const { stepIndex, upgradeIndex } of planned) {
          const upgrade = upgradeIndex === null ? undefined : analysis.upgrades[upgradeIndex];
          const step = steps[stepIndex];
          if (!upgrade || !step) throw new Error(`step ${stepIndex} was not tried`);
          const row = severed.find((one) => one.upgradeIndex === upgradeIndex);
          const again = seen.has(upgrade.vatID);
          if (upgrade.outcome !== 'upgraded' || again) {
            expect(row).toMatchObject({ verdict: 'unknown', predicted: null });
            expect(upgrade.outcome === 'upgraded' ? step.notes.join() : told(upgrade).join()).toMatch(
              upgrade.outcome === 'upgraded' ? /was upgraded before/ : /^$/,
            );
            continue;
          }
          seen.add(upgrade.vatID);
          const young = row?.since.map(({ kpid, subscriber }) => `${kpid} ${subscriber}`) ?? [];
          expect(row).toMatchObject({ verdict: 'as-predicted', missing: [], unforeseen: [] });
          expect(told(upgrade)).toEqual([...foretold(step, upgrade.vatID), ...young].toSorted());
          expect(row?.since.map(({ subscriber }) => subscriber).toSorted()).toEqual(
            upgradedBefore(step, upgrade.vatID),
          );
          compared += foretold(step, upgrade.vatID).length;
        }
        expect(compared).toBeGreaterThan(4);
      },
      60_000,
    );
  },
);

import { matchUpgrades, meansVat, type Wanted } from '@/lib/reconcile/match';
import { type LookAndWord, upgradeLook } from '@/lib/timeline/looks';
import type { Analysis, Upgrade } from '@/lib/upgrade/analysis';

/** What the timeline knows of a plan: its steps in order and the vats (name or id) each means to upgrade. */
export type PlannedStep = { readonly id: string; readonly title: string; readonly vats: readonly string[] };

/** One row of the status board: a vat that a step means to upgrade, or an upgrade that no step names. */
export type BoardRow = LookAndWord & {
  readonly key: string;
  /** From 1; null for an upgrade that is not in the plan. */
  readonly stepNo: number | null;
  readonly stepId: string | null;
  readonly title: string;
  readonly vat: string | null;
  readonly upgradeIndex: number | null;
};

const wantedOf = (steps: readonly PlannedStep[]): Wanted[] =>
  steps.flatMap(({ vats }, stepIndex) => vats.map((vat) => ({ vat, stepIndex })));

type Matched = {
  /** The attempt that decides for each planned vat, in plan order. */
  readonly deciding: readonly (number | null)[];
  /** What is no extra: every attempt that the plan asked for, retries too, and what was lost of a planned vat. */
  readonly ofPlan: ReadonlySet<number>;
};

/**
 * The reconciliation's matcher tells which attempts are whose. It leaves out what was lost: where all that was tried of a vat was
 * lost, the board shows the newest of it until it is executed again.
 */
function matchBoard(steps: readonly PlannedStep[], upgrades: readonly Upgrade[]): Matched {
  const wanted = wantedOf(steps);
  const matched = matchUpgrades(wanted, upgrades);
  const lost = upgrades.flatMap((upgrade, index) => (upgrade.lost ? [{ upgrade, index }] : []));
  const deciding = wanted.map(({ vat }, i) => {
    const own = matched[i]?.at(-1);
    if (own !== undefined) return own;
    const lasts = upgrades.some((upgrade) => !upgrade.lost && meansVat(vat, upgrade));
    return lasts ? null : (lost.findLast(({ upgrade }) => meansVat(vat, upgrade))?.index ?? null);
  });
  const lostOfPlan = lost.filter(({ upgrade }) => wanted.some(({ vat }) => meansVat(vat, upgrade)));
  return { deciding, ofPlan: new Set([...matched.flat(), ...lostOfPlan.map(({ index }) => index)]) };
}

function rowLook(analysis: Analysis, index: number | null, live: boolean): LookAndWord {
  const upgrade = index === null ? undefined : analysis.upgrades[index];
  if (upgrade) return upgradeLook(upgrade, analysis, live);
  return live ? { look: 'waiting', word: 'waiting' } : { look: 'waiting', word: 'not run' };
}

function plannedRows(
  analysis: Analysis,
  steps: readonly PlannedStep[],
  live: boolean,
  { deciding }: Matched,
) {
  const attempts = deciding.values();
  return steps.flatMap((step, at) =>
    (step.vats.length > 0 ? step.vats : [null]).map((vat, i): BoardRow => {
      const index = vat === null ? null : (attempts.next().value ?? null);
      const look = vat === null ? ({ look: 'waiting', word: 'no upgrade' } as const) : null;
      return {
        key: `${step.id}/${i}`,
        stepNo: at + 1,
        stepId: step.id,
        title: step.title,
        vat,
        upgradeIndex: index,
        ...(look ?? rowLook(analysis, index, live)),
      };
    }),
  );
}

/**
 * The status board: planned steps in plan order with the upgrade that fulfilled each, then upgrades that are in
 * no step, in log order. A step not reached waits while the run is live and was "not run" after its end.
 */
export function statusBoard(
  analysis: Analysis,
  steps: readonly PlannedStep[],
  live: boolean,
): readonly BoardRow[] {
  const matched = matchBoard(steps, analysis.upgrades);
  const planned = plannedRows(analysis, steps, live, matched);
  const extra = analysis.upgrades.flatMap((upgrade, index): BoardRow[] =>
    matched.ofPlan.has(index)
      ? []
      : [
          {
            key: `extra/${index}`,
            stepNo: null,
            stepId: null,
            title: steps.length > 0 ? 'Not in the plan' : `Upgrade ${upgrade.name ?? upgrade.vatID}`,
            vat: upgrade.name ?? upgrade.vatID,
            upgradeIndex: index,
            ...upgradeLook(upgrade, analysis, live),
          },
        ],
  );
  return [...planned, ...extra];
}

/** How many of the planned rows have come to a good end, and how many there are. */
export function boardProgress(rows: readonly BoardRow[]): { done: number; failed: number; planned: number } {
  const planned = rows.filter(({ stepNo, vat }) => stepNo !== null && vat !== null);
  const count = (look: string): number => planned.filter((row) => row.look === look).length;
  return { done: count('done'), failed: count('failed'), planned: planned.length };
}

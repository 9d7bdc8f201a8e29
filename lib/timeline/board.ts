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

const names = (upgrade: Upgrade, vat: string): boolean => upgrade.name === vat || upgrade.vatID === vat;

/** The attempt that counts for a vat: the first that was not lost, else the newest one. */
function takeAttempt(vat: string, upgrades: readonly Upgrade[], taken: Set<number>): number | null {
  let attempt: number | null = null;
  for (const [index, upgrade] of upgrades.entries()) {
    if (taken.has(index) || !names(upgrade, vat)) continue;
    attempt = index;
    taken.add(index);
    if (!upgrade.lost) break;
  }
  return attempt;
}

function rowLook(analysis: Analysis, index: number | null, live: boolean): LookAndWord {
  const upgrade = index === null ? undefined : analysis.upgrades[index];
  if (upgrade) return upgradeLook(upgrade, analysis, live);
  return live ? { look: 'waiting', word: 'waiting' } : { look: 'waiting', word: 'not run' };
}

function plannedRows(analysis: Analysis, steps: readonly PlannedStep[], live: boolean, taken: Set<number>) {
  return steps.flatMap((step, at) =>
    (step.vats.length > 0 ? step.vats : [null]).map((vat, i): BoardRow => {
      const index = vat === null ? null : takeAttempt(vat, analysis.upgrades, taken);
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
  const taken = new Set<number>();
  const planned = plannedRows(analysis, steps, live, taken);
  const extra = analysis.upgrades.flatMap((upgrade, index): BoardRow[] =>
    taken.has(index)
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

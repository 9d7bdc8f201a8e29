import type { Phase } from '@/lib/report/phases';
import { type Spread, scaled, spreadOf } from '@/lib/report/spread';

/** One phase over all rehearsals; `by` has its seconds in each of them, null where that log does not show it. */
export type PhaseForecast = {
  readonly key: string;
  readonly title: string;
  readonly silent: boolean;
  readonly seconds: Spread | null;
  readonly by: readonly (number | null)[];
};

export type HaltForecast = {
  readonly phases: readonly PhaseForecast[];
  readonly total: Spread | null;
  /** From here on something is wrong: three times the longest rehearsal. Null where nothing was measured. */
  readonly worryAfter: number | null;
  /** How much longer the reader's machine takes than the rehearsals' did; 1 where nobody measured it. */
  readonly scale: number;
  /** The run on that machine, by its title; not there where nobody measured one. */
  readonly reference?: string;
  /** What no slog shows, and so is not in the numbers. */
  readonly outside: readonly string[];
};

/** `domain/users.md` 4: before the kernel starts there is only the node's own console, and the network has its own part. */
const OUTSIDE = [
  "From the old node's last commit until the new binary runs: each operator's own work.",
  'Migrations of the chain’s stores before the kernel starts: only the console shows them (with iavl-disable-fastnode=false an earlier upgrade spent 1 h 15 m there without a line).',
  'After the first block: waiting until two thirds of the voting power are back.',
];

const WORRY = 3;

/** A run of the same steps on the machine that the forecast is for. */
export type Reference = { readonly title: string; readonly phases: readonly Phase[] };

/** Phases in the order in which the rehearsals saw them; one that only some saw stands behind its neighbour there. */
function keysOf(rehearsals: readonly (readonly Phase[])[]): Map<string, Phase> {
  const keys: string[] = [];
  const first = new Map<string, Phase>();
  for (const phases of rehearsals)
    phases.forEach((phase, i) => {
      if (first.has(phase.key)) return;
      const before = phases[i - 1]?.key;
      keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, phase.key);
      first.set(phase.key, phase);
    });
  return new Map(keys.flatMap((key) => (first.has(key) ? [[key, first.get(key) as Phase]] : [])));
}

function totalOf(phases: readonly Phase[]): number | null {
  const known = phases.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  return known.length === 0 ? null : known.reduce((sum, seconds) => sum + seconds, 0);
}

/**
 * How long the chain stands still, by phase, from rehearsals (in seconds). Totals are of what each log shows; a rehearsal that shows less
 * makes the range wider, and which phases it lacks is to be seen in `by`, whose seconds are as they were measured. With a reference run all
 * else is of its machine.
 */
export function forecastHalt(
  rehearsals: readonly (readonly Phase[])[],
  reference: Reference | null = null,
): HaltForecast {
  const scale = reference ? hardwareScale(medians(rehearsals), reference.phases) : 1;
  const phases = [...keysOf(rehearsals)].map(([key, { title, silent }]): PhaseForecast => {
    const by = rehearsals.map((of) => of.find((phase) => phase.key === key)?.seconds ?? null);
    return { key, title, silent, seconds: scaled(spreadOf(by), scale), by };
  });
  const total = scaled(spreadOf(rehearsals.map(totalOf)), scale);
  const measured = reference && scale !== 1 ? { reference: reference.title } : {};
  return { phases, total, worryAfter: total && total.most * WORRY, scale, ...measured, outside: OUTSIDE };
}

/** What is usual of each phase over the rehearsals. */
const medians = (rehearsals: readonly (readonly Phase[])[]): Phase[] =>
  [...keysOf(rehearsals).values()].map((phase) => ({
    ...phase,
    seconds:
      spreadOf(rehearsals.map((of) => of.find(({ key }) => key === phase.key)?.seconds ?? null))?.median ??
      null,
  }));

/**
 * How much longer `there` takes than `here`: the ratio of the seconds of the phases that both show, which weighs long ones more;
 * 1 where they share nothing that takes time.
 */
export function hardwareScale(here: readonly Phase[], there: readonly Phase[]): number {
  let ours = 0;
  let theirs = 0;
  for (const { key, seconds } of here) {
    const other = there.find((phase) => phase.key === key)?.seconds ?? null;
    if (seconds === null || other === null) continue;
    ours += seconds;
    theirs += other;
  }
  return ours > 0 && theirs > 0 ? theirs / ours : 1;
}

import type { Interval } from '@/lib/base/interval';
import { type BoardRow, type PlannedStep, statusBoard } from '@/lib/timeline/board';
import type { CellsByVat } from '@/lib/timeline/cell-index';
import { type ChainCells, makeChainCells } from '@/lib/timeline/chain-cells';
import { FOLD_AFTER, foldIdle } from '@/lib/timeline/compress-idle';
import { crankLanes } from '@/lib/timeline/crank-lanes';
import { busyIntervals, logExtent, logNow, type ProcessSpan, processSpans } from '@/lib/timeline/extent';
import type { Bar, Cell, Look, Point, Span } from '@/lib/timeline/marks';
import { phaseLanes } from '@/lib/timeline/phase-lanes';
import { stepBars, upgradeBars } from '@/lib/timeline/upgrade-bars';
import { incarnationSpans, vatPoints } from '@/lib/timeline/vat-history';
import type { Analysis, Vat } from '@/lib/upgrade/analysis';

export type GroupId = 'chain' | 'steps' | 'vats' | 'others' | 'cranks';

/** One row of the timeline, ready to be laid out. `tone` is the vat's identity colour, 1 to 12. */
export type Lane = {
  readonly id: string;
  readonly group: GroupId;
  readonly kind: 'blocks' | 'runs' | 'phase' | 'step' | 'vat' | 'cranks';
  readonly title: string;
  readonly note: string;
  readonly look: Look | null;
  readonly tone: number | null;
  readonly cells: readonly Cell[];
  readonly spans: readonly Span[];
  readonly bars: readonly Bar[];
  readonly points: readonly Point[];
};

/** Everything the timeline draws, in log seconds. `live`: open ends may still close. */
export type TimelineModel = {
  readonly live: boolean;
  readonly now: number;
  readonly extent: Interval | null;
  readonly busy: readonly Interval[];
  /** Is there any idle time that can be folded? */
  readonly hasIdle: boolean;
  readonly processes: readonly ProcessSpan[];
  readonly lanes: readonly Lane[];
  readonly cells: CellsByVat;
  readonly board: readonly BoardRow[];
  readonly findings: readonly Point[];
};

const NOTHING = { look: null, tone: null, cells: [], spans: [], bars: [], points: [], note: '' } as const;

/** A vat keeps its identity colour in every view and every run: it comes from its number alone. */
export function vatTone(vatID: string): number {
  const number = Number(/\d+/.exec(vatID)?.[0] ?? 0);
  return ((((number - 1) % 12) + 12) % 12) + 1;
}

function chainLanes({ blocks, runs }: ChainCells): Lane[] {
  const chain = { ...NOTHING, group: 'chain' } as const;
  return [
    ...(blocks.length > 0
      ? [{ ...chain, id: 'blocks', kind: 'blocks', title: 'Blocks', cells: blocks } as const]
      : []),
    ...(runs.length > 0 ? [{ ...chain, id: 'runs', kind: 'runs', title: 'Runs', cells: runs } as const] : []),
  ];
}

function stepLanes(analysis: Analysis, board: readonly BoardRow[], live: boolean): Lane[] {
  return board
    .filter((row) => row.stepNo !== null)
    .map((row) => ({
      ...NOTHING,
      id: `step:${row.key}`,
      group: 'steps',
      kind: 'step',
      title: `${row.stepNo}  ${row.vat ?? row.title}`,
      note: row.word,
      look: row.look,
      bars: stepBars(analysis, row, live),
    }));
}

const numberOf = (vatID: string): number => Number(/\d+/.exec(vatID)?.[0] ?? Number.MAX_SAFE_INTEGER);

/** Vats that the plan or the log made part of an upgrade: upgraded, told, terminated, or meant to be. */
function vatsOfInterest(analysis: Analysis, steps: readonly PlannedStep[]): (vat: Vat) => boolean {
  const named = new Set(steps.flatMap((step) => step.vats));
  for (const upgrade of analysis.upgrades) {
    named.add(upgrade.vatID);
    for (const severed of upgrade.severed) named.add(severed.subscriber);
  }
  for (const termination of analysis.terminations) named.add(termination.vatID);
  return (vat) => named.has(vat.vatID) || (vat.name !== null && named.has(vat.name));
}

function vatLanes(
  analysis: Analysis,
  steps: readonly PlannedStep[],
  cells: CellsByVat,
  live: boolean,
): Lane[] {
  const interesting = vatsOfInterest(analysis, steps);
  const bars = upgradeBars(analysis, live);
  return [...analysis.vats]
    .sort((a, b) => numberOf(a.vatID) - numberOf(b.vatID))
    .map((vat): Lane => {
      const own = cells.get(vat.vatID) ?? [];
      return {
        ...NOTHING,
        id: `vat:${vat.vatID}`,
        group: interesting(vat) ? 'vats' : 'others',
        kind: 'vat',
        title: vat.name ?? vat.vatID,
        note: vat.name === null ? '' : vat.vatID,
        tone: vatTone(vat.vatID),
        cells: own,
        spans: incarnationSpans(analysis, vat, own[0]?.start ?? null),
        bars: bars.get(vat.vatID) ?? [],
        points: vatPoints(analysis, vat),
      };
    })
    .sort((a, b) => Number(a.group === 'others') - Number(b.group === 'others'));
}

/** The findings that have a time, as moments for the ruler. */
const findingPoints = (analysis: Analysis): Point[] =>
  analysis.findings.flatMap((finding, index) =>
    finding.time === null
      ? []
      : [
          {
            at: finding.time,
            sign: finding.severity,
            word: finding.message,
            target: { kind: 'finding', id: String(index) } as const,
          },
        ],
  );

/**
 * What a run's timeline shows: blocks, runs and phases, the planned steps in plan order, a lane per vat, then upgrades' cranks. `chain`:
 * blocks and runs as cells, where somebody keeps them while the run grows.
 */
export function timelineModel(
  analysis: Analysis,
  steps: readonly PlannedStep[],
  cells: CellsByVat,
  live: boolean,
  chain: ChainCells = makeChainCells()(analysis),
): TimelineModel {
  const now = logNow(analysis);
  const extent = logExtent(analysis);
  const busy = busyIntervals(analysis, FOLD_AFTER);
  const board = statusBoard(analysis, steps, live);
  return {
    live,
    now,
    extent,
    busy,
    hasIdle: extent !== null && foldIdle(extent, busy, true).gaps.length > 0,
    processes: processSpans(analysis),
    cells,
    board,
    findings: findingPoints(analysis),
    lanes: [
      ...chainLanes(chain),
      ...phaseLanes(analysis, chain, live),
      ...stepLanes(analysis, board, live),
      ...vatLanes(analysis, steps, cells, live),
      ...crankLanes(analysis, live, vatTone),
    ],
  };
}

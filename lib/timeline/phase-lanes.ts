import type { ChainCells } from '@/lib/timeline/chain-cells';
import { firstBehind, openEnd } from '@/lib/timeline/extent';
import type { Lane } from '@/lib/timeline/lanes';
import type { Bar, Look } from '@/lib/timeline/marks';
import type { Analysis, CoreEval } from '@/lib/upgrade/analysis';

const NOTHING = { look: null, tone: null, cells: [], spans: [], bars: [], points: [], note: '' } as const;
const PHASE = { ...NOTHING, group: 'chain', kind: 'phase' } as const;

function evalLook({ outcome, lost }: CoreEval, open: boolean): { look: Look; word: string } {
  if (lost) return { look: 'attention', word: 'lost' };
  if (outcome === 'ok') return { look: 'done', word: 'done' };
  if (outcome === 'failed') return { look: 'failed', word: 'failed' };
  if (outcome === 'running' && open) return { look: 'running', word: 'running' };
  if (outcome === 'unsettled') return { look: 'attention', word: 'not settled' };
  return { look: 'unknown', word: outcome === 'running' ? 'unknown end' : 'outcome unknown' };
}

/** The core evals as bars from their first line to the end of their run. */
function evalBars(analysis: Analysis, live: boolean): Bar[] {
  return analysis.steps.flatMap((step, index): Bar[] => {
    if (step.time === null) return [];
    const run = step.runIndex === null ? undefined : analysis.runs[step.runIndex];
    const { at, cut } = openEnd(analysis, step.line);
    const target = run ? ({ kind: 'run', id: String(run.index) } as const) : null;
    if (!target) return [];
    return [
      {
        start: step.time,
        end: run?.endTime ?? (cut ? at : null),
        ...evalLook(step, live && !cut),
        part: 'eval',
        label: step.step ?? `eval ${index + 1}`,
        target,
      },
    ];
  });
}

/** How long each start of the kernel took until it was ready. */
const startBars = (analysis: Analysis): Bar[] =>
  analysis.processStarts.flatMap(({ line, time, initSeconds }, i): Bar[] => {
    const run = firstBehind(analysis.runs, line);
    if (time === null || initSeconds === null || !run) return [];
    const target = { kind: 'run', id: String(run.index) } as const;
    const word = 'kernel ready';
    return [
      { start: time, end: time + initSeconds, look: 'done', word, part: 'eval', label: `${i + 1}`, target },
    ];
  });

/** A hostile log may name a phase in every run; what is beyond the most is in the lane of runs all the same. */
const MOST_PHASES = 12;

/** What an upgrade goes through on its chain: the kernel's start, core evals, and the phases of the blocks' runs. */
export function phaseLanes(analysis: Analysis, { phases }: ChainCells, live: boolean): Lane[] {
  const evals = evalBars(analysis, live);
  const starts = startBars(analysis);
  return [
    ...(starts.length > 0 ? [{ ...PHASE, id: 'starts', title: 'Kernel starts', bars: starts } as const] : []),
    ...(evals.length > 0 ? [{ ...PHASE, id: 'evals', title: 'Core evals', bars: evals } as const] : []),
    ...[...phases]
      .slice(0, MOST_PHASES)
      .map(([phase, cells]): Lane => ({ ...PHASE, id: `phase:${phase}`, title: `Phase ${phase}`, cells })),
  ];
}

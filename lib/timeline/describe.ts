import { assertNever } from '@/lib/base/assert';
import { formatDuration } from '@/lib/base/time';
import type { Hit } from '@/lib/timeline/hit-test';
import type { Lane } from '@/lib/timeline/lanes';
import type { Cell } from '@/lib/timeline/marks';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What is said about the mark under the pointer: a title and a few short facts. */
export type Description = { readonly title: string; readonly facts: readonly string[] };

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`;

function describeBlock(analysis: Analysis, index: number): Description {
  const block = analysis.blocks[index];
  if (!block) return { title: 'Block', facts: [] };
  const end = block.lost ? 'lost: executed again later' : block.committed ? 'committed' : 'not committed';
  return {
    title: `Block ${block.blockHeight}`,
    facts: [count(block.runs, 'run'), formatDuration(block.seconds), end],
  };
}

function describeRun(analysis: Analysis, index: number): Description {
  const run = analysis.runs[index];
  if (!run) return { title: 'Run', facts: [] };
  return {
    title: `Run ${run.runNum} of block ${run.blockHeight}`,
    facts: [
      run.phase ?? 'no phase',
      formatDuration(run.seconds),
      count(run.deliveryCranks, 'delivery', 'deliveries'),
      ...(run.upgrades.length > 0 ? [count(run.upgrades.length, 'upgrade')] : []),
      ...(run.finished ? [] : ['not finished']),
    ],
  };
}

function describeCell(analysis: Analysis, lane: Lane, cell: Cell): Description {
  const run = analysis.runs[cell.index];
  const together = cell.count !== undefined && cell.count > 1;
  const where = together ? `${count(cell.count, 'run')} from` : 'run';
  return {
    title: run ? `${lane.title} in ${where} ${run.runNum} of block ${run.blockHeight}` : lane.title,
    facts: [
      ...(cell.deliveries === undefined ? [] : [count(cell.deliveries, 'delivery', 'deliveries')]),
      formatDuration(cell.weight),
      ...(cell.computrons ? [`${cell.computrons.toLocaleString('en')} computrons`] : []),
    ],
  };
}

function describeLane(lane: Lane): Description {
  const last = lane.spans.at(-1);
  return {
    title: lane.title,
    facts: [lane.note, ...(last ? [`incarnation ${last.incarnation}`] : [])].filter(Boolean),
  };
}

const PARTS = {
  queued: 'queued',
  upgrade: '',
  aftermath: 'until callback and notices',
  eval: '',
  delivery: '',
} as const;

/** The words for what lies under the pointer. */
export function describeHit(hit: Hit, analysis: Analysis): Description {
  switch (hit.kind) {
    case 'group':
      return {
        title: hit.row.title,
        facts: [count(hit.row.count, 'row'), hit.row.folded ? 'folded' : 'open'],
      };
    case 'point':
      return { title: hit.lane.title, facts: [hit.point.word] };
    case 'bar': {
      const { bar } = hit;
      const length = bar.end === null ? [] : [formatDuration(bar.end - bar.start)];
      return {
        title: `${hit.lane.title}  ${bar.label}`,
        facts: [bar.word, PARTS[bar.part], ...length].filter(Boolean),
      };
    }
    case 'cell':
      if (hit.lane.kind === 'blocks') return describeBlock(analysis, hit.cell.index);
      if (hit.lane.kind === 'runs' || hit.lane.kind === 'phase') return describeRun(analysis, hit.cell.index);
      return describeCell(analysis, hit.lane, hit.cell);
    case 'lane':
      return describeLane(hit.lane);
    default:
      return assertNever(hit);
  }
}

import type { Analysis, Block, Run } from '@/lib/upgrade/analysis';

/** One part of the halt as a log shows it; `seconds` null: this log does not show it. */
export type Phase = {
  /** `init`, `bundling`, `step:N` (N as the chain numbers code steps, from 0), `other`, `commit`, `next`. */
  readonly key: string;
  readonly title: string;
  readonly seconds: number | null;
  /** A node's console says nothing meanwhile. */
  readonly silent: boolean;
};

type Document = Pick<Analysis<unknown>, 'blocks' | 'processStarts' | 'upgrades'> & {
  readonly runs: readonly Run<unknown>[];
};

/**
 * Where the software upgrade's block stands in `blocks`: the last one that counts and before which bundles were made, or, in logs of
 * before u11, in which vats were upgraded; -1 where there is none.
 */
export function upgradeBlock({ blocks, upgrades }: Document): number {
  const bundled = blocks.findLastIndex(({ lost, bundlingSeconds }) => !lost && bundlingSeconds !== null);
  if (bundled >= 0) return bundled;
  const heights = new Set(upgrades.filter(({ lost }) => !lost).map(({ blockHeight }) => blockHeight));
  return blocks.findLastIndex(({ lost, blockHeight }) => !lost && heights.has(blockHeight));
}

/** The code step that a run belongs to: its own, or that of the upgrades it holds (a leftover run ends what a step began). */
function stepOf({ step, upgrades }: Run<unknown>, document: Document): number | null {
  const own = step ?? upgrades.map((index) => document.upgrades[index]?.step ?? null).find(Boolean) ?? null;
  const number = own === null ? Number.NaN : Number.parseInt(own, 10);
  return Number.isNaN(number) ? null : number;
}

/** Seconds of each code step in the block, by its number. */
export function stepSeconds(document: Document, block: Block, end: number): Map<number, number | null> {
  const seconds = new Map<number, number | null>();
  for (const run of document.runs) {
    if (run.startLine < block.startLine || run.startLine >= end) continue;
    const step = stepOf(run, document);
    if (step === null) continue;
    const before = seconds.get(step);
    seconds.set(step, before === null || run.seconds === null ? null : (before ?? 0) + run.seconds);
  }
  return seconds;
}

const commitSeconds = ({ commitSeconds: own, seconds, endBlockSeconds }: Block): number | null =>
  own ?? (seconds === null || endBlockSeconds === null ? null : Math.max(0, seconds - endBlockSeconds));

const sum = (values: Iterable<number | null>): number =>
  [...values].reduce<number>((total, value) => total + (value ?? 0), 0);

/**
 * The halt in the order in which it happens, from the kernel's start to the first ordinary block, as far as a slog shows it
 * (`domain/users.md` 4); empty where the log holds no upgrade's block. `titles` are the plan's titles of code steps.
 */
export function phasesOf(document: Document, titles: readonly string[]): Phase[] {
  const index = upgradeBlock(document);
  const block = document.blocks[index];
  if (!block) return [];
  const next = document.blocks.slice(index + 1).find(({ lost }) => !lost);
  const process = document.processStarts.findLast(({ line }) => line < block.startLine);
  const steps = stepSeconds(document, block, next?.startLine ?? Number.POSITIVE_INFINITY);
  const whole = block.endBlockSeconds;
  const between = (from: number | null, to: number | null | undefined): number | null =>
    from === null || to === null || to === undefined ? null : to - from;
  return [
    {
      key: 'init',
      title: 'Kernel start and replay',
      seconds: process?.initSeconds ?? null,
      silent: true,
    },
    { key: 'bundling', title: 'Bundling and installing', seconds: block.bundlingSeconds, silent: true },
    ...[...steps]
      .sort(([a], [b]) => a - b)
      .map(([step, seconds]) => ({
        key: `step:${step}`,
        title: titles[step] ?? `Step ${step + 1}`,
        seconds,
        silent: false,
      })),
    {
      key: 'other',
      title: "Other work of the upgrade's block",
      seconds: whole === null ? null : Math.max(0, whole - sum(steps.values())),
      silent: false,
    },
    { key: 'commit', title: 'Commit', seconds: commitSeconds(block), silent: false },
    {
      key: 'next',
      title: 'First ordinary block',
      seconds: between(block.endTime, next?.endTime),
      silent: false,
    },
  ];
}

/** Seconds of all phases together; null while one of them is not known. */
export const totalSeconds = (phases: readonly Phase[]): number | null =>
  phases.length === 0 || phases.some(({ seconds }) => seconds === null)
    ? null
    : sum(phases.map(({ seconds }) => seconds));

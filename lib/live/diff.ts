import type { Collection, CollectionDelta, Delta } from '@/lib/live/frame';
import { jsonEqual } from '@/lib/live/json-equal';
import type { Analysis, Source } from '@/lib/upgrade/analysis';

function diffCollection<T>(prev: readonly T[], next: readonly T[]): CollectionDelta<T> | undefined {
  if (prev === next) return undefined;
  const items: [number, T][] = [];
  next.forEach((item, i) => {
    const before = prev[i];
    if (i >= prev.length || (before !== item && !jsonEqual(before, item))) items.push([i, item]);
  });
  return items.length > 0 || prev.length !== next.length ? { length: next.length, items } : undefined;
}

/**
 * A source delta holds the keys that changed and, if there is one now, `truncatedTail`: JSON cannot say that
 * a key went away, so its absence from a source delta says it.
 */
function diffSource(prev: Source, next: Source): Partial<Source> | undefined {
  if (prev === next || jsonEqual(prev, next)) return undefined;
  const changed = Object.entries(next).filter(([key, value]) => {
    const before = Object.entries(prev).find(([name]) => name === key)?.[1];
    return key === 'truncatedTail' || !jsonEqual(before, value);
  });
  return Object.fromEntries(changed.filter(([, value]) => value !== undefined));
}

/** Drops the parts that did not change, so that a delta of nothing is `{}`. */
const compact = <Cells>(parts: { [K in keyof Delta<Cells>]: Delta<Cells>[K] | undefined }): Delta<Cells> =>
  Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));

/** What turns `prev` into `next`: items are compared by reference first, then by what they say; `{}` if nothing changed. */
export function diffAnalysis<Cells>(prev: Analysis<Cells>, next: Analysis<Cells>): Delta<Cells> {
  return compact({
    source: diffSource(prev.source, next.source),
    summary:
      prev.summary === next.summary || jsonEqual(prev.summary, next.summary) ? undefined : next.summary,
    processStarts: diffCollection(prev.processStarts, next.processStarts),
    vats: diffCollection(prev.vats, next.vats),
    blocks: diffCollection(prev.blocks, next.blocks),
    runs: diffCollection(prev.runs, next.runs),
    upgrades: diffCollection(prev.upgrades, next.upgrades),
    terminations: diffCollection(prev.terminations, next.terminations),
    steps: diffCollection(prev.steps, next.steps),
    findings: diffCollection(prev.findings, next.findings),
  });
}

function applyCollection<T>(name: Collection, prev: T[], delta: CollectionDelta<T> | undefined): T[] {
  if (!delta) return prev;
  const grown = delta.items.filter(([i]) => i >= prev.length).length;
  if (grown !== Math.max(0, delta.length - prev.length))
    throw new Error(`A delta of "${name}" does not fit: ${prev.length} items here, ${delta.length} there.`);
  const next = prev.slice(0, delta.length);
  for (const [i, item] of delta.items) next[i] = item;
  return next;
}

function applySource(prev: Source, delta: Partial<Source> | undefined): Source {
  if (!delta) return prev;
  const { truncatedTail: _gone, ...rest } = prev;
  return { ...rest, ...delta };
}

/**
 * The document after `delta`; what it does not touch keeps its reference, so that views of it need not redraw.
 * Throws when the delta belongs to another document: the watcher then asks for a snapshot.
 */
export function applyDelta(analysis: Analysis, delta: Delta): Analysis {
  if (Object.keys(delta).length === 0) return analysis;
  return {
    schema: analysis.schema,
    source: applySource(analysis.source, delta.source),
    summary: delta.summary ?? analysis.summary,
    processStarts: applyCollection('processStarts', analysis.processStarts, delta.processStarts),
    vats: applyCollection('vats', analysis.vats, delta.vats),
    blocks: applyCollection('blocks', analysis.blocks, delta.blocks),
    runs: applyCollection('runs', analysis.runs, delta.runs),
    upgrades: applyCollection('upgrades', analysis.upgrades, delta.upgrades),
    terminations: applyCollection('terminations', analysis.terminations, delta.terminations),
    steps: applyCollection('steps', analysis.steps, delta.steps),
    findings: applyCollection('findings', analysis.findings, delta.findings),
  };
}

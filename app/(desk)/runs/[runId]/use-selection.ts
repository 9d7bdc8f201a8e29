'use client';

import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ChangeView } from '@/app/(desk)/runs/[runId]/use-view-in-link';
import type { TimelineHandle } from '@/components/timeline/Timeline';
import { assertNever } from '@/lib/base/assert';
import type { BoardRow } from '@/lib/timeline/board';
import type { Target } from '@/lib/timeline/marks';
import { neighbourInVat } from '@/lib/timeline/same-vat';
import type { Analysis } from '@/lib/upgrade/analysis';
import type { RunView } from '@/lib/url/view-state';

export type SelectionVerbs = {
  readonly select: (target: Target | null) => void;
  /** Selects and brings it into sight. */
  readonly show: (target: Target) => void;
  readonly selectRow: (row: BoardRow) => void;
  readonly openLine: (line: number) => void;
  /** Zooms to the chosen range; where there is none, opens the line of the selection. */
  readonly enter: () => void;
  readonly inVat: (by: 1 | -1) => void;
  readonly finding: (by: 1 | -1) => void;
  readonly close: () => void;
};

type Context = {
  readonly view: RunView;
  readonly change: ChangeView;
  readonly analysis: Analysis;
  readonly timeline: RefObject<TimelineHandle | null>;
};

export const rowTarget = (row: BoardRow): Target =>
  row.upgradeIndex === null
    ? { kind: 'step', id: row.key }
    : { kind: 'upgrade', id: String(row.upgradeIndex) };

/** The raw line that proves a target; null where it has none. */
function lineOf(analysis: Analysis, target: Target): number | null {
  const at = Number(target.id);
  switch (target.kind) {
    case 'upgrade':
      return analysis.upgrades[at]?.startLine ?? null;
    case 'finding':
      return analysis.findings[at]?.line ?? null;
    case 'run':
      return analysis.runs[at]?.startLine ?? null;
    case 'block':
      return analysis.blocks[at]?.startLine ?? null;
    case 'termination':
      return analysis.terminations[at]?.line ?? null;
    case 'vat':
      return analysis.vats.find(({ vatID }) => vatID === target.id)?.firstLine ?? null;
    case 'step':
      return null;
    default:
      return assertNever(target.kind);
  }
}

/** The next blocker or warning in log order, or the one before; notices are not worth a stop. */
function nextFinding({ findings }: Analysis, at: number | null, by: 1 | -1): number | null {
  const from = at ?? (by > 0 ? -1 : findings.length);
  for (let i = from + by; i >= 0 && i < findings.length; i += by)
    if (findings[i]?.severity !== 'info') return i;
  return null;
}

// A finding is only as good as its proof: its line opens with it.
function show({ analysis, change, timeline }: Context, target: Target): void {
  const proof = target.kind === 'finding' ? { line: lineOf(analysis, target) } : {};
  change({ selection: target, ...proof }, 'pushed');
  timeline.current?.reveal(target);
}

function showNextInVat(context: Context, by: 1 | -1): void {
  const next = neighbourInVat(context.analysis, context.view.selection, by);
  if (next) show(context, next);
}

function showNextFinding(context: Context, by: 1 | -1): void {
  const { selection } = context.view;
  const at = selection?.kind === 'finding' ? Number(selection.id) : null;
  const next = nextFinding(context.analysis, at, by);
  if (next !== null) show(context, { kind: 'finding', id: String(next) });
}

function enter({ view, analysis, change, timeline }: Context): void {
  if (view.brush) {
    timeline.current?.fitRange(view.brush);
    return;
  }
  const line = view.selection ? lineOf(analysis, view.selection) : null;
  if (line !== null) change({ line });
}

function close({ view, change }: Context): void {
  if (view.brush) change({ brush: null });
  else change(view.line === null ? { selection: null } : { line: null });
}

/**
 * What selecting means on this page: the link, the detail and the timeline agree. Always the same verbs, of the newest context, so that
 * a frame of a stream draws nothing anew for their sake.
 */
export function useSelection(context: Context): SelectionVerbs {
  const latest = useRef(context);
  useEffect(() => {
    latest.current = context;
  });
  return useMemo(
    () => ({
      select: (target) => latest.current.change({ selection: target }),
      show: (target) => show(latest.current, target),
      selectRow: (row) => show(latest.current, rowTarget(row)),
      openLine: (line) => latest.current.change({ line: Math.max(1, line) }),
      inVat: (by) => showNextInVat(latest.current, by),
      enter: () => enter(latest.current),
      finding: (by) => showNextFinding(latest.current, by),
      close: () => close(latest.current),
    }),
    [],
  );
}

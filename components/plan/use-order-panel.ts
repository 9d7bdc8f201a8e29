'use client';

import { useDeferredValue, useMemo, useState } from 'react';
import { besides, type Group } from '@/components/plan/places';
import type { ProposalMove } from '@/components/plan/proposal-drag';
import type { StepAct } from '@/components/plan/StepRow';
import { NOTHING, only, type Selection, takenWith } from '@/components/plan/selection';
import { assertNever } from '@/lib/base/assert';
import { ok, type Result } from '@/lib/base/result';
import { type Action, useActions } from '@/lib/client/actions';
import { newlyBroken } from '@/lib/client/plan-order/checks';
import { newStepId, type PlanEdits } from '@/lib/client/plan-order/use-plan-edits';
import { applyEdit, type Edit } from '@/lib/plan/edit';
import type { Plan } from '@/lib/plan/plan';
import type { PlanFacts } from '@/lib/plan/rules/rule';
import type { Violation } from '@/lib/plan/violation';

export type OrderPanelProps = {
  edits: PlanEdits;
  violations: readonly Violation[];
  /** What is known of the chain. */
  facts: PlanFacts;
  comments: Readonly<Record<string, number>>;
  /** The step that the link selects. */
  step: string | null;
  onStep: (stepId: string | null) => void;
  onShowChecks: (stepId: string) => void;
  why: string | null;
  commentWhy: string | null;
};

export type OpenDialog =
  | { what: 'edit'; stepId: string }
  | { what: 'add'; at: number | null }
  | { what: 'position'; ids: readonly string[] }
  | { what: 'proposal'; stepId: string; at: number }
  | { what: 'comments'; stepId: string }
  | { what: 'order' };

export type OrderPanelState = {
  selection: Selection;
  select: (selection: Selection) => void;
  /** What is selected, in the order of the plan. */
  chosen: readonly string[];
  marks: ReadonlyMap<string, string>;
  broken: readonly Violation[];
  wouldBreak: (group: Group) => readonly Violation[];
  wouldBreakWith: (move: ProposalMove) => Result<readonly Violation[]>;
  move: (group: Group) => void;
  moveProposal: (move: ProposalMove) => void;
  remove: (ids: readonly string[]) => void;
  act: (stepId: string, act: StepAct) => void;
  mergeChosen: () => void;
  mergeWhy: string | null;
  undo: () => void;
  redo: () => void;
  undoWhy: string | null;
  redoWhy: string | null;
  dialog: OpenDialog | null;
  open: (dialog: OpenDialog | null) => void;
};

/** How many hard and advisory rules each step breaks, as `2 1`. */
function marksOf(violations: readonly Violation[]): Map<string, string> {
  const counts = new Map<string, [number, number]>();
  for (const { stepIds, strength } of violations)
    for (const id of new Set(stepIds)) {
      const [hard, advisory] = counts.get(id) ?? [0, 0];
      counts.set(id, strength === 'hard' ? [hard + 1, advisory] : [hard, advisory + 1]);
    }
  return new Map([...counts].map(([id, [hard, advisory]]) => [id, `${hard} ${advisory}`]));
}

const noId = () => 'moved';

/** The move with the builder's name, by which others' edits are noticed. */
const proposalEdit = ({ steps }: Plan, { from, to }: ProposalMove): Edit => ({
  type: 'move-proposal',
  from,
  to,
  module: steps.find(({ id }) => id === from.stepId)?.proposals[from.index]?.module ?? '',
});

/** Everything that the panel of steps does, as plain acts on the plan being edited. */
export function useOrderPanel(props: OrderPanelProps): OrderPanelState {
  const { edits, violations, facts, step, onStep } = props;
  const { plan, tell, edit } = edits;
  const order = plan.steps.map(({ id }) => id);
  const [selection, setSelection] = useState<Selection>(() => (step === null ? NOTHING : only(step)));
  const [dialog, open] = useState<OpenDialog | null>(null);
  const marks = useMemo(() => marksOf(violations), [violations]);
  const before = edits.undo.at(-1)?.plan ?? null;
  // The move is painted first, its consequences with the next frame.
  const checked = useDeferredValue(plan);
  const broken = useMemo(() => (before ? newlyBroken(before, checked, facts) : []), [before, checked, facts]);
  const select = (next: Selection) => {
    setSelection(next);
    onStep(next.ids.size === 1 ? next.anchor : null);
  };
  const move = ({ ids, to }: Group) => edit({ type: 'move-steps', stepIds: ids, to });
  const remove = (ids: readonly string[]) => {
    if (ids.length === 0) return;
    edit({ type: 'remove-steps', stepIds: ids });
    select(NOTHING);
  };
  const brokenWith = (change: Edit): Result<readonly Violation[]> => {
    const after = applyEdit(plan, change, noId);
    return after.ok ? ok(newlyBroken(plan, after.value, facts)) : after;
  };
  const wouldBreak = ({ ids, to }: Group) => {
    const breaks = brokenWith({ type: 'move-steps', stepIds: ids, to });
    return breaks.ok ? breaks.value : [];
  };
  const chosen = order.filter((id) => selection.ids.has(id));
  const history = useHistoryActions(edits);
  return {
    ...history,
    selection,
    select,
    chosen,
    marks,
    broken,
    wouldBreak,
    wouldBreakWith: (to) => brokenWith(proposalEdit(plan, to)),
    move,
    moveProposal: (to) => edit(proposalEdit(plan, to)),
    remove,
    act: (stepId, act) => doAct({ props, order, selection, open, move, remove }, stepId, act),
    mergeChosen: () => edit({ type: 'merge-steps', stepIds: chosen }),
    mergeWhy: mergeWhy(plan.steps.filter(({ id }) => selection.ids.has(id))),
    undo: () => tell({ type: 'undone' }),
    redo: () => tell({ type: 'redone' }),
    dialog,
    open,
  };
}

const mergeWhy = (steps: readonly { kind: string }[]): string | null =>
  steps.some(({ kind }) => kind === 'act') ? 'Only steps of code run together.' : null;

type Hands = {
  props: OrderPanelProps;
  order: readonly string[];
  selection: Selection;
  open: (dialog: OpenDialog) => void;
  move: (group: Group) => void;
  remove: (ids: readonly string[]) => void;
};

/** What a row's menu asks for. Moves, merges and removals take all that is selected with them. */
function doAct({ props, order, selection, open, move, remove }: Hands, stepId: string, act: StepAct): void {
  const { edit } = props.edits;
  const ids = takenWith(selection, stepId, order);
  const at = order.indexOf(stepId);
  switch (act.do) {
    case 'edit':
    case 'edit-proposal':
      return open({ what: 'edit', stepId });
    case 'comment':
      return open({ what: 'comments', stepId });
    case 'check':
      return props.onShowChecks(stepId);
    case 'add-after':
      return open({ what: 'add', at: at + 1 });
    case 'remove':
      return remove(ids);
    case 'position':
      return open({ what: 'position', ids });
    case 'up':
    case 'down':
      return moveBeside(order, ids, act.do, move);
    case 'merge':
      return edit({ type: 'merge-steps', stepIds: ids.length > 1 ? ids : order.slice(at, at + 2) });
    case 'split':
      return edit({ type: 'split-step', stepId, at: act.at, id: newStepId() });
    case 'move-proposal':
      return open({ what: 'proposal', stepId, at: act.at });
    case 'remove-proposal':
      return removeProposal(props, stepId, act.at);
    default:
      return assertNever(act);
  }
}

function moveBeside(
  order: readonly string[],
  ids: readonly string[],
  way: 'up' | 'down',
  move: (group: Group) => void,
): void {
  const to = besides(order, ids, way === 'up' ? -1 : 1);
  if (to !== null) move({ ids, to });
}

function removeProposal({ edits }: OrderPanelProps, stepId: string, at: number): void {
  const step = edits.plan.steps.find(({ id }) => id === stepId);
  if (step?.kind !== 'core-eval') return;
  edits.edit({ type: 'change-step', stepId, patch: { proposals: step.proposals.toSpliced(at, 1) } });
}

/** Undo and redo: buttons, keys and the command menu say the same of them. */
function useHistoryActions({ undo, redo, tell }: PlanEdits): {
  undoWhy: string | null;
  redoWhy: string | null;
} {
  const undoWhy = undo.length === 0 ? 'There is nothing to undo.' : null;
  const redoWhy = redo.length === 0 ? 'There is nothing to redo.' : null;
  const actions = useMemo(
    (): Action[] => [
      {
        ...PAGE,
        id: 'undo',
        title: 'Undo the last change',
        shortcut: 'undo',
        why: undoWhy,
        run: () => tell({ type: 'undone' }),
      },
      {
        ...PAGE,
        id: 'redo',
        title: 'Redo the change',
        shortcut: 'redo',
        why: redoWhy,
        run: () => tell({ type: 'redone' }),
      },
    ],
    [tell, undoWhy, redoWhy],
  );
  useActions(actions);
  return { undoWhy, redoWhy };
}

const PAGE = { group: 'This page' } as const;

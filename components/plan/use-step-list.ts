'use client';

import {
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useRef,
  useState,
} from 'react';
import type { Landing } from '@/components/plan/DragChip';
import { type Group, orderWith, placeWords } from '@/components/plan/places';
import type { ProposalMove } from '@/components/plan/proposal-drag';
import { keyOnRow, type Lift, nameGroup, type RowKeys } from '@/components/plan/row-keys';
import type { RowActs } from '@/components/plan/StepRow';
import { type Selection, selectStep, takenWith } from '@/components/plan/selection';
import { shortModule } from '@/components/plan/short-module';
import { useRowIdentity } from '@/components/plan/use-row-identity';
import { useStable } from '@/components/plan/use-stable';
import { useStepDrag } from '@/components/plan/use-step-drag';
import type { Result } from '@/lib/base/result';
import type { Step } from '@/lib/plan/plan';
import type { Violation } from '@/lib/plan/violation';

export type StepListProps = {
  steps: readonly Step[];
  selection: Selection;
  onSelect: (selection: Selection) => void;
  onMove: (group: Group) => void;
  onMoveProposal: (move: ProposalMove) => void;
  onRemove: (ids: readonly string[]) => void;
  acts: Pick<RowActs, 'onAct'>;
  /** How many hard and advisory rules a step breaks, as `2 1`: a text, so that a row sees at once whether it changed. */
  marks: ReadonlyMap<string, string>;
  comments: Readonly<Record<string, number>>;
  /** What the plan would break if the group stood there. */
  wouldBreak: (group: Group) => readonly Violation[];
  /** The same of one proposal; or why it cannot stand there. */
  wouldBreakWith: (move: ProposalMove) => Result<readonly Violation[]>;
  /** Why the order cannot be changed now. */
  why: string | null;
};

export type StepListState = {
  list: RefObject<HTMLOListElement | null>;
  line: RefObject<HTMLDivElement | null>;
  drag: { onPointerDown: (event: PointerEvent) => void };
  shown: readonly Step[];
  keyOf: (stepId: string) => string;
  lift: Lift | null;
  dragged: Landing | null;
  said: string;
  acts: RowActs;
};

const howOf = (event: MouseEvent): 'only' | 'toggle' | 'range' => {
  if (event.shiftKey) return 'range';
  return event.ctrlKey || event.metaKey ? 'toggle' : 'only';
};

function focusRow(list: HTMLElement | null, stepId: string): void {
  const handles = list?.querySelectorAll<HTMLElement>('[data-handle]') ?? [];
  [...handles].find(({ dataset }) => dataset.handle === stepId)?.focus();
}

/** What is in the hand, what is said aloud, and what every press and key on a row does. */
export function useStepList(props: StepListProps): StepListState {
  const { steps, selection, onSelect, wouldBreak, why } = props;
  const [lift, setLift] = useState<Lift | null>(null);
  const [said, setSaid] = useState('');
  const [dragged, setDragged] = useState<Landing | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const rows = rowsOf(steps, selection, lift);
  const { order, titleOf } = rows;
  const breakWords = (group: Group) => {
    const [first] = wouldBreak(group);
    return first ? ` Breaks a rule: ${first.message}` : '';
  };
  const move = (group: Group) => {
    if (orderWith(order, group).every((id, at) => id === order[at])) return;
    const words = placeWords(group.to, group.ids.length, order.length);
    setSaid(`${nameGroup(group.ids, titleOf)}, moved to ${words}.${breakWords(group)}`);
    props.onMove(group);
  };
  const onKey = (stepId: string, event: KeyboardEvent) => {
    if (event.key === 'Enter' && !why) {
      event.preventDefault();
      return props.acts.onAct(stepId, { do: 'edit' });
    }
    if (event.key === 'Delete' && !why) return props.onRemove(takenWith(selection, stepId, order));
    const outcome = keyOnRow(rows, stepId, heldOf(event));
    if (!outcome || (why && (outcome.lift || outcome.move))) return undefined;
    event.preventDefault();
    setLift(outcome.lift);
    if (outcome.selection) onSelect(outcome.selection);
    if (outcome.move) move(outcome.move);
    if (outcome.say) setSaid(outcome.lift ? `${outcome.say}${breakWords(outcome.lift)}` : outcome.say);
    if (outcome.focus) focusRow(list.current, outcome.focus);
    return undefined;
  };
  const acts = useStable<RowActs>({
    ...props.acts,
    onKey,
    onBlur: () => setLift(null),
    placeOf: (stepId) => ({ index: order.indexOf(stepId), count: order.length }),
    onPress: (stepId, event) => onSelect(selectStep(selection, stepId, howOf(event), order)),
  });
  const drag = useStepDrag({
    list: () => list.current,
    line: () => line.current,
    disabled: why !== null || lift !== null,
    takenWith: (stepId) => takenWith(selection, stepId, order),
    onLanding: (group) =>
      setDragged(
        group && {
          name: nameGroup(group.ids, titleOf),
          where: placeWords(group.to, group.ids.length, order.length),
          broken: wouldBreak(group),
          refused: null,
        },
      ),
    onDrop: move,
    onProposal: (landing) => setDragged(landing && proposalLanding(props, landing)),
    onDropProposal: (landing) => {
      const { name, where, broken, refused } = proposalLanding(props, landing);
      const [first] = broken;
      const breaks = first ? ` Breaks a rule: ${first.message}` : '';
      setSaid(refused ?? `${name}, moved ${where}.${breaks}`);
      props.onMoveProposal(landing);
    },
  });
  const shown = shownSteps(steps, lift);
  const refocus = useCallback((stepId: string) => focusRow(list.current, stepId), []);
  const keyOf = useRowIdentity(
    shown.map(({ id }) => id),
    refocus,
  );
  return { list, line, drag, shown, keyOf, lift, dragged, said, acts };
}

/** What is said of a proposal in the hand: its builder, the step that it would be in, and what that breaks. */
function proposalLanding({ steps, wouldBreakWith }: StepListProps, { from, to }: ProposalMove): Landing {
  const proposals = (id: string) => steps.find((step) => step.id === id)?.proposals ?? [];
  const at = steps.findIndex(({ id }) => id === to.stepId);
  const count = proposals(to.stepId).length + (from.stepId === to.stepId ? 0 : 1);
  const among = count > 1 ? `, as proposal ${to.index + 1} of ${count}` : '';
  const broken = wouldBreakWith({ from, to });
  return {
    name: shortModule(proposals(from.stepId)[from.index]?.module ?? ''),
    where: `into step ${at + 1}, ${steps[at]?.title ?? ''}${among}`,
    broken: broken.ok ? broken.value : [],
    refused: broken.ok ? null : broken.error,
  };
}

const heldOf = (event: KeyboardEvent) => ({
  key: event.key,
  alt: event.altKey,
  shift: event.shiftKey,
  mod: event.ctrlKey || event.metaKey,
});

function rowsOf(steps: readonly Step[], selection: Selection, lift: Lift | null): RowKeys {
  const titles = new Map(steps.map(({ id, title }) => [id, title]));
  return { order: steps.map(({ id }) => id), titleOf: (id) => titles.get(id) ?? id, selection, lift };
}

function shownSteps(steps: readonly Step[], lift: Lift | null): readonly Step[] {
  if (!lift) return steps;
  const byId = new Map(steps.map((step) => [step.id, step]));
  return orderWith([...byId.keys()], lift).flatMap((id) => byId.get(id) ?? []);
}

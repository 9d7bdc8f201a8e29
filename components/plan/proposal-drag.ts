import type { Carried } from '@/components/plan/pointer-drag';
import {
  type DragPlace,
  drawLine,
  hideLine,
  isBelowMiddle,
  type Row,
  rowsOf,
} from '@/components/plan/step-drag';
import type { ProposalPlace } from '@/lib/plan/edit-steps';

/** A proposal and where it goes; `to` counts the other proposals of its step. */
export type ProposalMove = { readonly from: ProposalPlace; readonly to: ProposalPlace };

export type ProposalDoors = DragPlace & {
  /** Where it would land; null when the drag is over. Called when it changes, not with every move. */
  onProposal: (move: ProposalMove | null) => void;
  onDropProposal: (move: ProposalMove) => void;
};

/** The row under the pointer; beyond the ends the first or the last. */
const rowAt = (rows: readonly Row[], y: number): Row | undefined =>
  rows.find(({ element }) => y < element.getBoundingClientRect().bottom) ?? rows.at(-1);

/** The lines of the proposals that stay in a row; a row of one proposal is a line itself. */
function linesOf({ id, element }: Row, from: ProposalPlace): HTMLElement[] {
  const lines = [...element.querySelectorAll<HTMLElement>('[data-line]')];
  return id === from.stepId ? lines.filter((_, at) => at !== from.index) : lines;
}

const samePlace = (a: ProposalPlace, b: ProposalPlace): boolean =>
  a.stepId === b.stepId && a.index === b.index;

/** Where in the row the proposal would stand, and the height of the line that says so. */
function landingIn(row: Row, from: ProposalPlace, y: number): { to: ProposalPlace; height: number } {
  const lines = linesOf(row, from);
  const index = lines.filter((line) => isBelowMiddle(line, y)).length;
  const below = lines[index]?.getBoundingClientRect().top;
  const above = lines.at(-1)?.getBoundingClientRect().bottom;
  return {
    to: { stepId: row.id, index },
    height: below ?? above ?? row.element.getBoundingClientRect().bottom - 2,
  };
}

/** One proposal in the hand, from its grip: the line shows in which step it would land and among which of its proposals. */
export function carryProposal(target: Element, doors: () => ProposalDoors): Carried | null {
  const grip = target.closest<HTMLElement>('[data-proposal]');
  const list = doors().list();
  const step = grip?.closest<HTMLElement>('[data-step]');
  if (doors().disabled || !grip || !list || !step) return null;
  const from = { stepId: step.dataset.step ?? '', index: Number(grip.dataset.proposal) };
  const line = grip.closest<HTMLElement>('[data-line]');
  const rows = rowsOf(list);
  let to: ProposalPlace = from;
  let into: HTMLElement | null = null;
  const show = (row: HTMLElement | null) => {
    into?.removeAttribute('data-into');
    row?.setAttribute('data-into', '');
    into = row;
  };
  const move = (y: number) => {
    const row = rowAt(rows, y);
    if (!row) return;
    const next = landingIn(row, from, y);
    const changed = into === null || !samePlace(to, next.to);
    to = next.to;
    line?.setAttribute('data-dragging', '');
    show(row.element);
    drawLine(doors(), next.height, true);
    if (changed) doors().onProposal({ from, to });
  };
  const end = (drop: boolean) => {
    line?.removeAttribute('data-dragging');
    show(null);
    hideLine(doors());
    doors().onProposal(null);
    if (drop && !samePlace(from, to)) doors().onDropProposal({ from, to });
  };
  return { move, end };
}

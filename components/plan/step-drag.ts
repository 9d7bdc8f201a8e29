import type { Group } from '@/components/plan/places';
import type { Carried } from '@/components/plan/pointer-drag';

/** Where things are in the document, and whether they may be dragged. */
export type DragPlace = {
  list: () => HTMLElement | null;
  line: () => HTMLElement | null;
  disabled: boolean;
};

export type StepDoors = DragPlace & {
  /** The steps that move when this one is dragged. */
  takenWith: (stepId: string) => string[];
  /** Where they would land; null when the drag is over. Called when it changes, not with every move. */
  onLanding: (group: Group | null) => void;
  onDrop: (group: Group) => void;
};

export type Row = { id: string; element: HTMLElement };
type Drag = { ids: string[]; rows: Row[]; to: number };

export const rowsOf = (list: HTMLElement): Row[] =>
  [...list.querySelectorAll<HTMLElement>('[data-step]')].map((element) => ({
    id: element.dataset.step ?? '',
    element,
  }));

/** Whether the pointer is below the middle of something. */
export function isBelowMiddle(element: HTMLElement, y: number): boolean {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2 < y;
}

/** How many of the rows that stay lie above the pointer. */
const landing = ({ rows, ids }: Drag, y: number): number =>
  rows.filter(({ id, element }) => !ids.includes(id) && isBelowMiddle(element, y)).length;

/** Shows the line at a height of the window; `within`: in a step, not between two. */
export function drawLine({ list, line }: DragPlace, y: number, within: boolean): void {
  const element = line();
  const top = list()?.getBoundingClientRect().top;
  if (!element || top === undefined) return;
  element.style.transform = `translateY(${Math.round(y - top) - 1}px)`;
  element.toggleAttribute('data-within', within);
  element.hidden = false;
}

export function hideLine({ line }: DragPlace): void {
  const element = line();
  if (element) element.hidden = true;
}

/** The height between the rows that stay, where the dragged ones will land. */
function heightOf({ rows, ids, to }: Drag): number {
  const stay = rows.filter(({ id }) => !ids.includes(id));
  const below = stay[to]?.element.getBoundingClientRect().top;
  const above = stay.at(-1)?.element.getBoundingClientRect().bottom;
  return below ?? above ?? 0;
}

const mark = ({ rows, ids }: Drag, on: boolean): void => {
  for (const { id, element } of rows) if (ids.includes(id)) element.toggleAttribute('data-dragging', on);
};

/**
 * Steps in the hand of a mouse, from anywhere on a row's name, or of a finger, from its grip. Rows stay where they are; a line
 * shows the landing place, moved by hand in the document: no row is drawn again until something is dropped.
 */
export function carrySteps(event: PointerEvent, target: Element, doors: () => StepDoors): Carried | null {
  const handle = target.closest<HTMLElement>('[data-handle]');
  const list = doors().list();
  if (doors().disabled || !handle || !list) return null;
  if (event.pointerType !== 'mouse' && !target.closest('[data-grip]')) return null;
  const ids = doors().takenWith(handle.dataset.handle ?? '');
  const drag: Drag = { ids, rows: rowsOf(list), to: -1 };
  const move = (y: number) => {
    const to = landing(drag, y);
    const changed = to !== drag.to;
    drag.to = to;
    mark(drag, true);
    drawLine(doors(), heightOf(drag), false);
    if (changed) doors().onLanding({ ids, to });
  };
  const end = (drop: boolean) => {
    mark(drag, false);
    hideLine(doors());
    doors().onLanding(null);
    if (drop) doors().onDrop({ ids, to: drag.to });
  };
  return { move, end };
}

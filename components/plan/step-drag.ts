import type { Group } from '@/components/plan/places';

export type DragDoors = {
  list: () => HTMLElement | null;
  line: () => HTMLElement | null;
  disabled: boolean;
  /** The steps that move when this one is dragged. */
  takenWith: (stepId: string) => string[];
  /** Where they would land; null when the drag is over. Called when it changes, not with every move. */
  onLanding: (group: Group | null) => void;
  onDrop: (group: Group) => void;
};

type Row = { id: string; element: HTMLElement };
type Drag = {
  ids: string[];
  rows: Row[];
  to: number;
  from: { x: number; y: number };
  pointer: number;
  moving: boolean;
};

const STARTS_AFTER = 4;
const EDGE = 56;

const rowsOf = (list: HTMLElement): Row[] =>
  [...list.querySelectorAll<HTMLElement>('[data-step]')].map((element) => ({
    id: element.dataset.step ?? '',
    element,
  }));

/** How many of the rows that stay lie above the pointer. */
const landing = (rows: readonly Row[], ids: readonly string[], y: number): number =>
  rows.filter(({ id, element }) => {
    if (ids.includes(id)) return false;
    const { top, height } = element.getBoundingClientRect();
    return top + height / 2 < y;
  }).length;

/** Puts the line between the rows that stay, at the place where the dragged ones will land. */
function drawLine(line: HTMLElement, list: HTMLElement, { rows, ids, to }: Drag): void {
  const stay = rows.filter(({ id }) => !ids.includes(id));
  const below = stay[to]?.element.getBoundingClientRect().top;
  const above = stay.at(-1)?.element.getBoundingClientRect().bottom;
  const y = (below ?? above ?? 0) - list.getBoundingClientRect().top;
  line.style.transform = `translateY(${Math.round(y) - 1}px)`;
  line.hidden = false;
}

const mark = ({ rows, ids }: Drag, on: boolean): void => {
  for (const { id, element } of rows) if (ids.includes(id)) element.toggleAttribute('data-dragging', on);
};

function scrollAtEdge(y: number): void {
  if (y < EDGE) window.scrollBy(0, y - EDGE);
  if (y > window.innerHeight - EDGE) window.scrollBy(0, y - window.innerHeight + EDGE);
}

/** The press that ends a drag is not a press on the row below it; a click comes before any timer. */
function swallowClick(): void {
  const swallow = (click: Event) => click.stopPropagation();
  window.addEventListener('click', swallow, { capture: true });
  window.setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0);
}

export type StepDrag = { down: (event: PointerEvent) => void; attach: () => () => void };

/**
 * Dragging steps with a mouse, from anywhere on a row's name, or with a finger, from its grip. Rows stay where they are; a line
 * shows the landing place, moved by hand in the document: no row is drawn again until something is dropped.
 */
export function createStepDrag(doors: () => DragDoors): StepDrag {
  let drag: Drag | null = null;

  const end = (drop: boolean) => {
    const now = drag;
    drag = null;
    if (!now?.moving) return;
    mark(now, false);
    const line = doors().line();
    if (line) line.hidden = true;
    doors().onLanding(null);
    if (drop) doors().onDrop({ ids: now.ids, to: now.to });
  };

  const down = (event: PointerEvent) => {
    const target = event.target instanceof Element ? event.target : null;
    const handle = target?.closest<HTMLElement>('[data-handle]');
    const list = doors().list();
    if (doors().disabled || event.button !== 0 || !handle || !list) return;
    if (event.pointerType !== 'mouse' && !target?.closest('[data-grip]')) return;
    const ids = doors().takenWith(handle.dataset.handle ?? '');
    const from = { x: event.clientX, y: event.clientY };
    drag = { ids, rows: rowsOf(list), to: -1, from, pointer: event.pointerId, moving: false };
  };

  const move = (event: PointerEvent) => {
    const list = doors().list();
    const line = doors().line();
    if (!drag || event.pointerId !== drag.pointer || !list || !line) return;
    const far = Math.hypot(event.clientX - drag.from.x, event.clientY - drag.from.y) >= STARTS_AFTER;
    if (!drag.moving && !far) return;
    if (!drag.moving) mark(drag, true);
    const to = landing(drag.rows, drag.ids, event.clientY);
    const changed = !drag.moving || to !== drag.to;
    drag.moving = true;
    drag.to = to;
    scrollAtEdge(event.clientY);
    drawLine(line, list, drag);
    if (changed) doors().onLanding({ ids: drag.ids, to });
  };

  const up = (event: PointerEvent) => {
    if (event.pointerId !== drag?.pointer) return;
    if (drag.moving) swallowClick();
    end(true);
  };
  const cancel = () => end(false);
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !drag?.moving) return;
    event.preventDefault();
    end(false);
  };

  const attach = () => {
    const events = new AbortController();
    const { signal } = events;
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', cancel, { signal });
    window.addEventListener('keydown', key, { signal, capture: true });
    return () => events.abort();
  };
  return { down, attach };
}

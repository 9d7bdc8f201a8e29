/** Something in the hand. `move` is told where the pointer is (y in the window) each time that it moves, `end` once. */
export type Carried = { readonly move: (y: number) => void; readonly end: (drop: boolean) => void };

export type PointerDrag = { down: (event: PointerEvent) => void; attach: () => () => void };

type Held = { carried: Carried; from: { x: number; y: number }; pointer: number; moving: boolean };

const STARTS_AFTER = 4;
const EDGE = 56;

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

/** From the press on what `pickUp` takes until it is dropped, or put back by Esc or by the system. */
export function createPointerDrag(
  pickUp: (event: PointerEvent, target: Element) => Carried | null,
): PointerDrag {
  let held: Held | null = null;

  const end = (drop: boolean) => {
    const now = held;
    held = null;
    if (now?.moving) now.carried.end(drop);
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    const carried = pickUp(event, event.target);
    const from = { x: event.clientX, y: event.clientY };
    held = carried && { carried, from, pointer: event.pointerId, moving: false };
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== held?.pointer) return;
    const far = Math.hypot(event.clientX - held.from.x, event.clientY - held.from.y) >= STARTS_AFTER;
    if (!held.moving && !far) return;
    held.moving = true;
    scrollAtEdge(event.clientY);
    held.carried.move(event.clientY);
  };
  const up = (event: PointerEvent) => {
    if (event.pointerId !== held?.pointer) return;
    if (held.moving) swallowClick();
    end(true);
  };
  const cancel = () => end(false);
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !held?.moving) return;
    event.preventDefault();
    end(false);
  };

  /** The browser's own dragging, of text that is selected, would take the pointer away. */
  const ownDrag = (event: DragEvent) => held && event.preventDefault();

  const attach = () => {
    const events = new AbortController();
    const { signal } = events;
    window.addEventListener('pointermove', move, { signal });
    window.addEventListener('pointerup', up, { signal });
    window.addEventListener('pointercancel', cancel, { signal });
    window.addEventListener('dragstart', ownDrag, { signal });
    window.addEventListener('keydown', key, { signal, capture: true });
    return () => events.abort();
  };
  return { down, attach };
}

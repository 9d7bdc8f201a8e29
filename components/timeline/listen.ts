import { Gestures } from '@/components/timeline/gestures';
import type { Pointer, TimelineView } from '@/components/timeline/timeline-view';
import type { Interval } from '@/lib/base/interval';
import type { Hit } from '@/lib/timeline/hit-test';

/** What lies under the pointer and where, px of the timeline; null while nothing is pointed at. */
export type Pointed = { readonly hit: Hit; readonly x: number; readonly y: number };

export type Listener = {
  readonly point: (pointed: Pointed | null) => void;
  readonly hit: (hit: Hit) => void;
  readonly doubleHit: (hit: Hit) => void;
  readonly brush: (range: Interval) => void;
};

const MAP_CURSORS = { start: 'ew-resize', end: 'ew-resize', window: 'grab', beside: 'pointer' } as const;
const CURSORS = { ruler: 'grab', labels: 'default', lanes: 'crosshair' } as const;

/** The pointer says what a press would do here. */
function cursorAt(view: TimelineView, at: Pointer, hit: Hit | null): string {
  const zone = view.zoneAt(at);
  if (zone === 'map') return MAP_CURSORS[view.gripUnder(at.x)];
  return hit ? 'pointer' : CURSORS[zone];
}

/** Wires pointers, wheel and scrolling to the view; returns how to undo it. */
export function listen(area: HTMLElement, view: TimelineView, told: Listener): () => void {
  const gestures = new Gestures(view);
  const undo = new AbortController();
  const { signal } = undo;
  const place = ({ clientX, clientY }: MouseEvent): Pointer => {
    const box = area.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  listenToPointers(area, { view, gestures, place, told, signal });
  const double = (event: MouseEvent): void => {
    const hit = view.hit(place(event));
    if (hit) told.doubleHit(hit);
  };
  area.addEventListener('dblclick', double, { signal });
  const wheel = (event: WheelEvent): void => {
    if (gestures.wheel(event, place(event).x)) event.preventDefault();
  };
  area.addEventListener('wheel', wheel, { signal, passive: false });
  area.addEventListener('scroll', () => view.scrolled(area.scrollTop), { signal, passive: true });
  return () => undo.abort();
}

type Wiring = {
  readonly view: TimelineView;
  readonly gestures: Gestures;
  readonly place: (event: MouseEvent) => Pointer;
  readonly told: Listener;
  readonly signal: AbortSignal;
};

function listenToPointers(area: HTMLElement, { view, gestures, place, told, signal }: Wiring): void {
  const pointAt = (event: PointerEvent): void => {
    const touch = event.pointerType === 'touch';
    const at = place(event);
    view.point(touch ? null : at);
    const hit = touch || gestures.dragging ? null : view.hit(at);
    area.style.cursor = gestures.dragging ? 'grabbing' : cursorAt(view, at, hit);
    told.point(hit ? { hit, ...at } : null);
  };
  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const manner = { shift: event.shiftKey, touch: event.pointerType === 'touch' };
    gestures.press(event.pointerId, place(event), manner);
  };
  const move = (event: PointerEvent): void => {
    const was = gestures.dragging;
    gestures.move(event.pointerId, place(event));
    if (gestures.dragging && !was) area.setPointerCapture(event.pointerId);
    pointAt(event);
  };
  const lift = (event: PointerEvent): void => {
    const { click, brush } = gestures.release(event.pointerId);
    if (event.type !== 'pointerup') return;
    if (brush) told.brush(brush);
    const hit = click ? view.hit(place(event)) : null;
    if (hit) told.hit(hit);
  };
  const leave = (): void => {
    view.point(null);
    told.point(null);
  };
  area.addEventListener('pointerdown', press, { signal });
  area.addEventListener('pointermove', move, { signal });
  area.addEventListener('pointerup', lift, { signal });
  area.addEventListener('pointercancel', lift, { signal });
  area.addEventListener('pointerleave', leave, { signal });
}

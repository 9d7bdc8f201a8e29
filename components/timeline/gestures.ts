import type { Pointer, TimelineView } from '@/components/timeline/timeline-view';
import type { Interval } from '@/lib/base/interval';
import type { MapGrip } from '@/lib/timeline/minimap';

/** Less than this (px) is a click that trembled. */
const DRAG_FROM = 4;
const ZOOM_PER_PX = 1.0035;

const spread = (a: Pointer, b: Pointer): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/** What a drag does: moves the view, chooses a range, or moves the minimap's window. */
type Drag =
  | { readonly does: 'pan' }
  | { readonly does: 'brush' }
  | { readonly does: 'map'; readonly grip: MapGrip };

type Press = { readonly at: Pointer; readonly drag: Drag };

/** What letting go has done. */
export type Release = { readonly click: boolean; readonly brush: Interval | null };

/** How a pointer pressed: with Shift, or with a finger, a drag over the lanes moves the view instead of choosing. */
export type Manner = { readonly shift: boolean; readonly touch: boolean };

/** Pointers on the timeline: one drags what lies under it, two pinch it, none moved is a click. */
export class Gestures {
  readonly #view: TimelineView;
  readonly #down = new Map<number, Pointer>();
  #press: Press | null = null;
  #dragged = false;

  constructor(view: TimelineView) {
    this.#view = view;
  }

  get dragging(): boolean {
    return this.#dragged;
  }

  press(id: number, at: Pointer, manner: Manner): void {
    this.#down.set(id, at);
    this.#press = { at, drag: this.#dragFrom(at, manner) };
    this.#dragged = this.#down.size > 1;
  }

  #dragFrom(at: Pointer, { shift, touch }: Manner): Drag {
    const zone = this.#view.zoneAt(at);
    if (zone === 'map') return { does: 'map', grip: this.#view.grab(at.x) };
    return zone !== 'lanes' || shift || touch ? { does: 'pan' } : { does: 'brush' };
  }

  move(id: number, at: Pointer): void {
    const before = this.#down.get(id);
    if (!before || !this.#press) return;
    const [other] = [...this.#down].filter(([key]) => key !== id).map(([, point]) => point);
    if (other) {
      this.#view.zoom(spread(at, other) / spread(before, other), (at.x + other.x) / 2);
      this.#view.pan((before.x - at.x) / 2);
    } else if (this.#dragged || spread(at, this.#press.at) > DRAG_FROM) {
      this.#dragged = true;
      this.#drag(this.#press, before, at);
    } else return;
    this.#down.set(id, at);
  }

  #drag({ at: from, drag }: Press, before: Pointer, at: Pointer): void {
    if (drag.does === 'pan') this.#view.pan(before.x - at.x);
    else if (drag.does === 'brush') this.#view.brushTo(from.x, at.x);
    else this.#view.dragMap(drag.grip, at.x - before.x);
  }

  /** Lifts a pointer; a press on the minimap has already done what it does. */
  release(id: number): Release {
    const known = this.#down.delete(id);
    const onMap = this.#press?.drag.does === 'map';
    const click = known && !this.#dragged && !onMap && this.#down.size === 0;
    if (this.#down.size === 0) this.#dragged = false;
    return { click, brush: known ? this.#view.takeBrush() : null };
  }

  /** True when the wheel was meant for the timeline and the page must not scroll. */
  wheel({ ctrlKey, metaKey, deltaX, deltaY, deltaMode }: WheelEvent, x: number): boolean {
    const lines = deltaMode === 1 ? 16 : 1;
    if (ctrlKey || metaKey) {
      this.#view.zoom(ZOOM_PER_PX ** -Math.max(-300, Math.min(300, deltaY * lines)), x);
      return true;
    }
    if (Math.abs(deltaX) <= Math.abs(deltaY)) return false;
    this.#view.pan(deltaX * lines);
    return true;
  }
}

import type { TimelineView } from '@/components/timeline/timeline-view';

type Point = { readonly x: number; readonly y: number };

/** Less than this (px) is a click that trembled. */
const DRAG_FROM = 4;
const ZOOM_PER_PX = 1.0035;

const spread = (a: Point, b: Point): number => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/** Pointers on the timeline: one drags the view, two pinch it, none moved is a click. */
export class Gestures {
  readonly #view: TimelineView;
  readonly #down = new Map<number, Point>();
  #start: Point | null = null;
  #dragged = false;

  constructor(view: TimelineView) {
    this.#view = view;
  }

  get dragging(): boolean {
    return this.#dragged;
  }

  press(id: number, at: Point): void {
    this.#down.set(id, at);
    this.#start = at;
    this.#dragged = this.#down.size > 1;
  }

  move(id: number, at: Point): void {
    const before = this.#down.get(id);
    if (!before) return;
    const [other] = [...this.#down].filter(([key]) => key !== id).map(([, point]) => point);
    if (other) {
      this.#view.zoom(spread(at, other) / spread(before, other), (at.x + other.x) / 2);
      this.#view.pan((before.x - at.x) / 2);
    } else if (this.#dragged || spread(at, this.#start ?? at) > DRAG_FROM) {
      this.#dragged = true;
      this.#view.pan(before.x - at.x);
    } else return;
    this.#down.set(id, at);
  }

  /** Lifts a pointer; true when it was a click. */
  release(id: number): boolean {
    const known = this.#down.delete(id);
    const click = known && !this.#dragged && this.#down.size === 0;
    if (this.#down.size === 0) this.#dragged = false;
    return click;
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

import { drawScene } from '@/components/timeline/draw-scene';
import { type Ground, type Move, MovingView } from '@/components/timeline/moving-view';
import { NARROW_BELOW, NARROW_LABELS, type Scene, WIDE_LABELS } from '@/components/timeline/scene';
import { readTheme, type TimelineTheme, watchTheme } from '@/components/timeline/theme';
import type { Interval } from '@/lib/base/interval';
import { type IdleFold, viewToLog } from '@/lib/timeline/compress-idle';
import { type Hit, hitTest } from '@/lib/timeline/hit-test';
import { HEAD_HEIGHT, MINIMAP_HEIGHT, type Row } from '@/lib/timeline/layout';
import { type MapMarks, mapMarks } from '@/lib/timeline/map-marks';
import type { Target } from '@/lib/timeline/marks';
import { centreWindow, dragWindow, gripAt, type MapGrip, mapPlot, mapWindow } from '@/lib/timeline/minimap';
import { type Plot, toView } from '@/lib/timeline/scale';
import { type Follow, panBy, zoomAt } from '@/lib/timeline/viewport';

/** What the page is told when the view changed by hand: the range in log seconds, null while all is followed. */
export type ViewChange = { readonly follow: Follow; readonly range: Interval | null; readonly move: Move };

/** What the page gives the timeline to draw; the view itself is the timeline's own. */
export type ViewInput = Ground & {
  readonly rows: readonly Row[];
  readonly selected: Target | null;
  /** The range that was chosen by a drag over the lanes. */
  readonly brush: Interval | null;
  readonly utcOffset: number;
  readonly heightOf: (blockIndex: number) => number | null;
};

export type Pointer = { readonly x: number; readonly y: number };
export type Zone = 'map' | 'ruler' | 'labels' | 'lanes';

type MapCache = { readonly of: readonly unknown[]; readonly marks: MapMarks };

/** The page hears of a small move when it has come to rest for this long (ms). */
const RESTS_AFTER = 120;

/** The moving part of the timeline: takes pointers and keys to the view and draws at most once per frame. React never sees its frames. */
export class TimelineView {
  readonly #canvas: HTMLCanvasElement;
  readonly #onChange: (change: ViewChange) => void;
  readonly #moving: MovingView;
  #input: ViewInput;
  #theme: TimelineTheme;
  #size = { width: 0, height: 0 };
  #scrollTop = 0;
  #pointer: Pointer | null = null;
  #brushing: Interval | null = null;
  #map: MapCache | null = null;
  #frame = 0;
  #resting = 0;
  #told: Follow;
  readonly #stopTheme: () => void;

  constructor(
    canvas: HTMLCanvasElement,
    input: ViewInput,
    start: { range: Interval | null; onChange: (change: ViewChange) => void },
  ) {
    this.#canvas = canvas;
    this.#input = input;
    this.#onChange = start.onChange;
    this.#theme = readTheme(canvas);
    this.#moving = new MovingView(input, start.range, (move) => this.#moved(move));
    this.#told = this.#moving.follow;
    this.#stopTheme = watchTheme(() => {
      this.#theme = readTheme(canvas);
      this.#draw();
    });
  }

  destroy(): void {
    this.#stopTheme();
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#resting);
    this.#frame = 0;
  }

  /** New data or selection: the view stays where it is unless it follows. */
  update(input: ViewInput): void {
    this.#input = input;
    this.#moving.change(input);
    this.#draw();
  }

  resize(width: number, height: number): void {
    const ratio = window.devicePixelRatio || 1;
    this.#size = { width, height };
    this.#canvas.width = Math.max(1, Math.round(width * ratio));
    this.#canvas.height = Math.max(1, Math.round(height * ratio));
    this.#paint();
  }

  scrolled(top: number): void {
    this.#scrollTop = top;
    this.#draw();
  }

  point(pointer: Pointer | null): void {
    this.#pointer = pointer;
    this.#draw();
  }

  get labelWidth(): number {
    return this.#size.width < NARROW_BELOW ? NARROW_LABELS : WIDE_LABELS;
  }

  /** How the view lies and where it has been: what keys and buttons move. */
  get moving(): MovingView {
    return this.#moving;
  }

  zoneAt({ x, y }: Pointer): Zone {
    if (x < this.labelWidth) return 'labels';
    if (y < MINIMAP_HEIGHT) return 'map';
    return y < HEAD_HEIGHT ? 'ruler' : 'lanes';
  }

  /** What lies under a point of the canvas; null above the rows. */
  hit({ x, y }: Pointer): Hit | null {
    if (y < HEAD_HEIGHT) return null;
    const place = { plot: this.#plot(), fold: this.#moving.fold, now: this.#input.model.now };
    const hit = hitTest(this.#input.rows, x - this.labelWidth, y - HEAD_HEIGHT + this.#scrollTop, place);
    return hit && x < this.labelWidth && hit.kind !== 'group' ? { kind: 'lane', lane: hit.lane } : hit;
  }

  /** Zooms at `x` px of the canvas, or in the middle; above 1 shows more detail. */
  zoom(factor: number, x?: number): void {
    const plot = this.#plot();
    this.#moving.move(zoomAt(plot, x === undefined ? plot.width / 2 : x - this.labelWidth, factor));
  }

  pan(px: number): void {
    this.#moving.move(panBy(this.#plot(), px));
  }

  /** Pans by a part of what is in view. */
  panPart(part: number): void {
    this.pan(part * this.#plot().width);
  }

  /** Shows what a drag from `from` to `to` (px of the canvas) would choose. */
  brushTo(from: number, to: number): void {
    const log = (x: number): number =>
      viewToLog(this.#moving.fold, toView(this.#plot(), x - this.labelWidth));
    this.#brushing = { start: log(Math.min(from, to)), end: log(Math.max(from, to)) };
    this.#draw();
  }

  /** What the drag chose; null where there was none. */
  takeBrush(): Interval | null {
    const chosen = this.#brushing;
    this.#brushing = null;
    this.#draw();
    return chosen;
  }

  /** Takes hold of the minimap under `x`; beside the window it comes to the pointer first. */
  grab(x: number): MapGrip {
    const map = this.#mapPlot();
    const grip = gripAt(mapWindow(map, this.#moving.view), x - this.labelWidth);
    if (grip !== 'beside') return grip;
    this.#moving.move(centreWindow(map, this.#moving.view, x - this.labelWidth));
    return 'window';
  }

  gripUnder(x: number): MapGrip {
    return gripAt(mapWindow(this.#mapPlot(), this.#moving.view), x - this.labelWidth);
  }

  dragMap(grip: MapGrip, px: number): void {
    this.#moving.move(dragWindow(this.#mapPlot(), this.#moving.view, grip, px));
  }

  /** A jump and the end of following are told at once, small moves when they rest: React must not run at every frame. */
  #moved(move: Move): void {
    this.#draw();
    window.clearTimeout(this.#resting);
    const tell = (): void => {
      const { follow, logRange } = this.#moving;
      this.#told = follow;
      this.#onChange({ follow, range: follow === 'whole' ? null : logRange, move });
    };
    if (move === 'jump' || this.#told !== this.#moving.follow) tell();
    else this.#resting = window.setTimeout(tell, RESTS_AFTER);
  }

  #plot(): Plot {
    return { view: this.#moving.view, width: Math.max(1, this.#size.width - this.labelWidth) };
  }

  #mapPlot(): Plot {
    return mapPlot(this.#moving.fold.view, this.#size.width - this.labelWidth);
  }

  #draw(): void {
    this.#frame ||= requestAnimationFrame(() => this.#paint());
  }

  #paint(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const context = this.#canvas.getContext('2d');
    if (!context || this.#size.width === 0) return;
    const ratio = this.#canvas.width / this.#size.width;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawScene(this.#scene(context));
  }

  /** The minimap shows the whole run: it is reduced again only when the run or its width has changed. */
  #mapMarks(fold: IdleFold, map: Plot): MapMarks {
    const of = [this.#input.model, fold, map.width];
    if (!this.#map || this.#map.of.some((part, i) => part !== of[i]))
      this.#map = { of, marks: mapMarks(this.#input.model, fold, map) };
    return this.#map.marks;
  }

  #scene(context: CanvasRenderingContext2D): Scene {
    const { model, rows, selected, brush, utcOffset, heightOf } = this.#input;
    const { fold, logRange, view } = this.#moving;
    const map = this.#mapPlot();
    return {
      context,
      theme: this.#theme,
      model,
      rows,
      plot: this.#plot(),
      fold,
      logRange,
      map: { marks: this.#mapMarks(fold, map), window: mapWindow(map, view), plot: map },
      ...this.#size,
      labelWidth: this.labelWidth,
      scrollTop: this.#scrollTop,
      selected,
      brush: this.#brushing ?? brush,
      pointer: this.#pointer,
      heightOf,
      utcOffset,
    };
  }
}

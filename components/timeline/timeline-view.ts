import { drawScene } from '@/components/timeline/draw-scene';
import { NARROW_BELOW, NARROW_LABELS, type Scene, WIDE_LABELS } from '@/components/timeline/scene';
import { readTheme, type TimelineTheme, watchTheme } from '@/components/timeline/theme';
import type { Interval } from '@/lib/base/interval';
import { foldIdle, type IdleFold, logToView, viewToLog } from '@/lib/timeline/compress-idle';
import { type Hit, hitTest } from '@/lib/timeline/hit-test';
import type { TimelineModel } from '@/lib/timeline/lanes';
import { type Row, RULER_HEIGHT } from '@/lib/timeline/layout';
import type { Target } from '@/lib/timeline/marks';
import type { Plot, View } from '@/lib/timeline/scale';
import {
  clampView,
  type Follow,
  fitView,
  followView,
  panBy,
  revealView,
  showsWhole,
  zoomAt,
} from '@/lib/timeline/viewport';

/** What the page is told when the view changed by hand: the range in log seconds, null while all is followed. */
export type ViewChange = { readonly follow: Follow; readonly range: Interval | null };

/** What the page gives the timeline to draw; the view itself is the timeline's own. */
export type ViewInput = {
  readonly model: TimelineModel;
  readonly rows: readonly Row[];
  readonly selected: Target | null;
  readonly foldIdle: boolean;
  readonly utcOffset: number;
  readonly heightOf: (blockIndex: number) => number | null;
};

type Pointer = { readonly x: number; readonly y: number };

/** The moving part of the timeline: holds the view and draws at most once per frame. React never sees its frames. */
export class TimelineView {
  readonly #canvas: HTMLCanvasElement;
  readonly #onChange: (change: ViewChange) => void;
  #input: ViewInput;
  #theme: TimelineTheme;
  #fold: IdleFold;
  #view: View;
  #follow: Follow;
  #wanted: Interval | null;
  #size = { width: 0, height: 0 };
  #scrollTop = 0;
  #pointer: Pointer | null = null;
  #frame = 0;
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
    this.#fold = this.#makeFold();
    this.#follow = start.range ? 'off' : 'whole';
    this.#wanted = start.range;
    this.#view = fitView(this.#fold.view);
    this.#stopTheme = watchTheme(() => {
      this.#theme = readTheme(canvas);
      this.#draw();
    });
    this.#placeView();
  }

  destroy(): void {
    this.#stopTheme();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  /** New data or selection: the view stays where it is unless it follows. */
  update(input: ViewInput): void {
    const kept = this.#follow === 'off' && !this.#wanted ? this.logRange() : null;
    const refold = input.foldIdle !== this.#input.foldIdle || input.model !== this.#input.model;
    this.#input = input;
    if (refold) {
      this.#fold = this.#makeFold();
      if (kept) this.#view = this.#toViewRange(kept);
      this.#placeView();
    }
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

  get follow(): Follow {
    return this.#follow;
  }

  /** What is in view, in log seconds. */
  logRange(): Interval {
    return { start: viewToLog(this.#fold, this.#view.start), end: viewToLog(this.#fold, this.#view.end) };
  }

  /** What lies under a point of the canvas; null on the ruler. */
  hit({ x, y }: Pointer): Hit | null {
    if (y < RULER_HEIGHT) return null;
    const place = { plot: this.#plot(), fold: this.#fold, now: this.#input.model.now };
    const hit = hitTest(this.#input.rows, x - this.labelWidth, y - RULER_HEIGHT + this.#scrollTop, place);
    return hit && x < this.labelWidth && hit.kind !== 'group' ? { kind: 'lane', lane: hit.lane } : hit;
  }

  /** Zooms at `x` px of the canvas, or in the middle; above 1 shows more detail. */
  zoom(factor: number, x?: number): void {
    const plot = this.#plot();
    this.#move(zoomAt(plot, x === undefined ? plot.width / 2 : x - this.labelWidth, factor));
  }

  pan(px: number): void {
    this.#move(panBy(this.#plot(), px));
  }

  /** Pans by a part of what is in view. */
  panPart(part: number): void {
    this.pan(part * this.#plot().width);
  }

  fit(log: Interval): void {
    this.#move(fitView(this.#toViewRange(log)));
  }

  reveal(log: Interval): void {
    if (this.#follow !== 'off' && showsWhole(this.#view, this.#fold.view)) return;
    const next = revealView(this.#view, this.#toViewRange(log), this.#fold.view);
    if (next !== this.#view) this.#move(next);
  }

  whole(): void {
    this.#setFollow('whole');
  }

  toggleFollow(): void {
    if (this.#follow !== 'off') this.#setFollow('off');
    else this.#setFollow(showsWhole(this.#view, this.#fold.view) ? 'whole' : 'edge');
  }

  #setFollow(follow: Follow): void {
    this.#follow = follow;
    this.#placeView();
    this.#draw();
    this.#tell();
  }

  /** A move by hand: following ends, for the view must not move under the pointer. */
  #move(view: View): void {
    this.#wanted = null;
    this.#view = clampView(view, this.#fold.view);
    this.#follow = showsWhole(this.#view, this.#fold.view) ? 'whole' : 'off';
    this.#draw();
    this.#tell();
  }

  #tell(): void {
    this.#onChange({ follow: this.#follow, range: this.#follow === 'whole' ? null : this.logRange() });
  }

  #makeFold(): IdleFold {
    const { model, foldIdle: enabled } = this.#input;
    return foldIdle(model.extent ?? { start: 0, end: 1 }, model.busy, enabled);
  }

  #toViewRange({ start, end }: Interval): View {
    return { start: logToView(this.#fold, start), end: logToView(this.#fold, end) };
  }

  /** Where following or a link's range puts the view; a range waits for the first entry of the log. */
  #placeView(): void {
    if (this.#wanted && this.#input.model.extent) {
      this.#view = clampView(this.#toViewRange(this.#wanted), this.#fold.view);
      this.#wanted = null;
      return;
    }
    this.#view = followView(this.#follow, this.#view, this.#fold.view);
  }

  #plot(): Plot {
    return { view: this.#view, width: Math.max(1, this.#size.width - this.labelWidth) };
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

  #scene(context: CanvasRenderingContext2D): Scene {
    const { model, rows, selected, utcOffset, heightOf } = this.#input;
    return {
      context,
      theme: this.#theme,
      model,
      rows,
      plot: this.#plot(),
      fold: this.#fold,
      logRange: this.logRange(),
      ...this.#size,
      labelWidth: this.labelWidth,
      scrollTop: this.#scrollTop,
      selected,
      pointer: this.#pointer,
      heightOf,
      utcOffset,
    };
  }
}

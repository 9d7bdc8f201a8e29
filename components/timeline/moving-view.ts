import type { Interval } from '@/lib/base/interval';
import { foldIdle, type IdleFold, logToView, viewToLog } from '@/lib/timeline/compress-idle';
import type { TimelineModel } from '@/lib/timeline/lanes';
import { leave, NO_HISTORY, type Place, type RangeHistory, travel } from '@/lib/timeline/range-history';
import type { View } from '@/lib/timeline/scale';
import { clampView, type Follow, fitView, followView, revealView, showsWhole } from '@/lib/timeline/viewport';

/** What the view lies over: the log's stretch of time, with or without its idle parts. */
export type Ground = { readonly model: TimelineModel; readonly foldIdle: boolean };

/** How a move came about: a jump is worth a step back, a small move is not. */
export type Move = 'jump' | 'small';

const foldOf = ({ model, foldIdle: enabled }: Ground): IdleFold =>
  foldIdle(model.extent ?? { start: 0, end: 1 }, model.busy, enabled);

/** What part of the log is in sight, how it follows the log, and where it was before. It knows no canvas. */
export class MovingView {
  readonly #told: (move: Move) => void;
  #ground: Ground;
  #fold: IdleFold;
  #view: View;
  #follow: Follow;
  /** A range of a link that waits for the first entry of the log. */
  #wanted: Interval | null;
  #history: RangeHistory = NO_HISTORY;

  constructor(ground: Ground, range: Interval | null, told: (move: Move) => void) {
    this.#told = told;
    this.#ground = ground;
    this.#fold = foldOf(ground);
    this.#follow = range ? 'off' : 'whole';
    this.#wanted = range;
    this.#view = fitView(this.#fold.view);
    this.#settle();
  }

  get fold(): IdleFold {
    return this.#fold;
  }

  get view(): View {
    return this.#view;
  }

  get follow(): Follow {
    return this.#follow;
  }

  /** What is in view, in log seconds. */
  get logRange(): Interval {
    return { start: viewToLog(this.#fold, this.#view.start), end: viewToLog(this.#fold, this.#view.end) };
  }

  /** New ground: what is in sight stays in sight unless the view follows. */
  change(ground: Ground): void {
    if (ground.model === this.#ground.model && ground.foldIdle === this.#ground.foldIdle) return;
    const kept = this.#follow === 'off' && !this.#wanted ? this.logRange : null;
    this.#ground = ground;
    this.#fold = foldOf(ground);
    if (kept) this.#view = this.#viewOf(kept);
    this.#settle();
  }

  /** A move by hand: following ends, for the view must not move under the pointer. */
  move(view: View): void {
    this.#wanted = null;
    this.#view = clampView(view, this.#fold.view);
    this.#follow = showsWhole(this.#view, this.#fold.view) ? 'whole' : 'off';
    this.#told('small');
  }

  /** Goes to a range of the log, or to all of it, and remembers where it was. */
  jump(to: Place): void {
    this.#history = leave(this.#history, this.#here());
    this.#go(to);
    this.#told('jump');
  }

  /** Shows a stretch as large as fits. */
  fit({ start, end }: Interval): void {
    const { start: from, end: to } = fitView(this.#viewOf({ start, end }));
    this.jump({ start: viewToLog(this.#fold, from), end: viewToLog(this.#fold, to) });
  }

  /** Where the address says to be: no step of its own. */
  goTo(place: Place): void {
    this.#go(place);
    this.#told('small');
  }

  reveal(log: Interval): void {
    if (this.#follow !== 'off' && showsWhole(this.#view, this.#fold.view)) return;
    const next = revealView(this.#view, this.#viewOf(log), this.#fold.view);
    if (next !== this.#view) this.move(next);
  }

  travel(way: 'back' | 'forward'): void {
    const { history, to } = travel(this.#history, this.#here(), way);
    this.#history = history;
    if (to === undefined) return;
    this.#go(to);
    this.#told('jump');
  }

  toggleFollow(): void {
    if (this.#follow !== 'off') this.#follow = 'off';
    else {
      this.#history = leave(this.#history, this.#here());
      this.#follow = showsWhole(this.#view, this.#fold.view) ? 'whole' : 'edge';
    }
    this.#settle();
    this.#told('small');
  }

  #here(): Place {
    return this.#follow === 'whole' ? null : this.logRange;
  }

  #go(place: Place): void {
    this.#follow = place ? 'off' : 'whole';
    this.#wanted = place;
    this.#settle();
    if (place && showsWhole(this.#view, this.#fold.view)) this.#follow = 'whole';
  }

  #viewOf({ start, end }: Interval): View {
    return { start: logToView(this.#fold, start), end: logToView(this.#fold, end) };
  }

  #settle(): void {
    if (this.#wanted && this.#ground.model.extent) {
      this.#view = clampView(this.#viewOf(this.#wanted), this.#fold.view);
      this.#wanted = null;
      return;
    }
    this.#view = followView(this.#follow, this.#view, this.#fold.view);
  }
}

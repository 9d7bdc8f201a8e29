import type { TimelineTheme } from '@/components/timeline/theme';
import type { Interval } from '@/lib/base/interval';
import type { IdleFold } from '@/lib/timeline/compress-idle';
import type { TimelineModel } from '@/lib/timeline/lanes';
import type { Row } from '@/lib/timeline/layout';
import type { MapMarks } from '@/lib/timeline/map-marks';
import type { Target } from '@/lib/timeline/marks';
import type { MapWindow } from '@/lib/timeline/minimap';
import type { Plot } from '@/lib/timeline/scale';

/** Everything one drawn frame depends on. Lengths in CSS px. */
export type Scene = {
  readonly context: CanvasRenderingContext2D;
  readonly theme: TimelineTheme;
  readonly model: TimelineModel;
  readonly rows: readonly Row[];
  readonly plot: Plot;
  readonly fold: IdleFold;
  /** What is in view, in log seconds. */
  readonly logRange: { readonly start: number; readonly end: number };
  /** The minimap: what it shows of the whole run, and the window of what is in view. */
  readonly map: { readonly marks: MapMarks; readonly window: MapWindow; readonly plot: Plot };
  readonly width: number;
  readonly height: number;
  readonly labelWidth: number;
  readonly scrollTop: number;
  readonly selected: Target | null;
  /** The range that was, or is being, chosen by a drag. */
  readonly brush: Interval | null;
  /** The pointer in px of the canvas; null when it is elsewhere. */
  readonly pointer: { readonly x: number; readonly y: number } | null;
  readonly heightOf: (blockIndex: number) => number | null;
  /** Seconds to add for the clock the reader chose; 0 for UTC. */
  readonly utcOffset: number;
};

export const WIDE_LABELS = 184;
export const NARROW_LABELS = 108;
export const NARROW_BELOW = 620;

export const isTarget = (a: Target | null, b: Target | null): boolean =>
  a !== null && b !== null && a.kind === b.kind && a.id === b.id;

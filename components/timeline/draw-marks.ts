import { drawLook, drawSign, hatch, textOver } from '@/components/timeline/pen';
import { isTarget, type Scene } from '@/components/timeline/scene';
import { logToView } from '@/lib/timeline/compress-idle';
import type { Drawn, LaneMarks } from '@/lib/timeline/frame-marks';
import type { Lane } from '@/lib/timeline/lanes';
import type { Bar } from '@/lib/timeline/marks';
import { toPx } from '@/lib/timeline/scale';

/** Where a row lies on the canvas, px. */
export type Band = { readonly y: number; readonly height: number };

const pxOf = (scene: Scene, log: number): number => toPx(scene.plot, logToView(scene.fold, log));

/** The incarnations of a vat as tints of its colour, every second one denser; bars and tips have the numbers. */
export function drawSpans({ context, plot }: Scene, { spans }: LaneMarks, band: Band, colour: string): void {
  context.fillStyle = colour;
  for (const { item, x, width } of spans) {
    const from = Math.max(-2, x);
    const to = Math.min(plot.width + 2, x + width);
    if (to <= from) continue;
    context.globalAlpha = item.incarnation % 2 === 0 ? 0.1 : 0.2;
    context.fillRect(from, band.y + 4, to - from, band.height - 8);
  }
  context.globalAlpha = 1;
}

/** Work: one rectangle per bin, denser where busier; `tall` px of the band. */
export function drawCells(
  { context }: Scene,
  { bins }: LaneMarks,
  { y, height, tall }: Band & { readonly tall: number },
  colour: string,
): void {
  context.fillStyle = colour;
  for (const bin of bins) {
    context.globalAlpha = 0.4 + 0.6 * bin.busy;
    context.fillRect(bin.x, y + (height - tall) / 2, bin.width > 3 ? bin.width - 1 : bin.width, tall);
  }
  context.globalAlpha = 1;
}

function fillBar(scene: Scene, bar: Bar, x: number, width: number, band: Band): void {
  const { context, theme, model } = scene;
  const colour = theme.looks[bar.look];
  const y = band.y + 4;
  const height = band.height - 8;
  if (bar.part === 'aftermath') {
    context.globalAlpha = 0.5;
    context.fillStyle = colour;
    context.fillRect(x, band.y + band.height - 6, width, 3);
    context.globalAlpha = 1;
    return;
  }
  if (bar.look === 'waiting') {
    context.strokeStyle = colour;
    context.lineWidth = 1;
    context.strokeRect(x + 0.5, y + 0.5, Math.max(1, width - 1), height - 1);
    return;
  }
  context.fillStyle = theme.bg;
  context.fillRect(x - 1, y - 1, width + 2, height + 2);
  if (bar.look === 'unknown') {
    hatch(context, x, y, width, height, colour);
    context.strokeStyle = colour;
    context.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1);
    return;
  }
  context.fillStyle = bar.end === null && model.live ? fadeOut(context, colour, x, width) : colour;
  context.globalAlpha = 0.85;
  context.fillRect(x, y, width, height);
  context.globalAlpha = 1;
}

/** An open bar has no end yet: it fades where the log stands. */
function fadeOut(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  width: number,
): CanvasGradient {
  const gradient = context.createLinearGradient(x, 0, x + width, 0);
  gradient.addColorStop(0, colour);
  gradient.addColorStop(0.6, colour);
  gradient.addColorStop(1, `color-mix(in srgb, ${colour} 15%, transparent)`);
  return gradient;
}

const ROOM_FOR_SIGN = 18;
/** Beside the label inside a bar: the sign at its left, a little air at its right. */
const AROUND_LABEL = 28;

type WordsPlace = { readonly x: number; readonly width: number; readonly next: number };

/** `next`: where the next bar with words begins; a label beside its bar ends before it. */
function drawBarWords(scene: Scene, bar: Bar, { x, width, next }: WordsPlace, band: Band): void {
  const { context, theme, plot } = scene;
  const middle = band.y + band.height / 2;
  const left = Math.max(x, 0);
  const right = Math.min(x + width, plot.width);
  context.font = `11px ${theme.mono}`;
  if (right - left >= context.measureText(bar.label).width + AROUND_LABEL) {
    if (bar.look === 'unknown') {
      context.fillStyle = theme.bg;
      context.fillRect(left + 2, band.y + 6, context.measureText(bar.label).width + 22, band.height - 12);
    }
    drawLook(context, bar.look, left + 11, middle, invert(scene, bar), 5.5);
    context.fillStyle = bar.look === 'unknown' ? theme.ink : theme.bg;
    context.fillText(bar.label, left + 21, middle + 4);
    return;
  }
  const centre = Math.max(x, (left + right) / 2);
  drawLook(
    context,
    bar.look,
    width >= ROOM_FOR_SIGN ? left + 10 : centre,
    middle,
    ringed(scene, centre, middle, width),
    6,
  );
  const beside = Math.max(right, centre + 7) + 4;
  if (beside + context.measureText(bar.label).width + 4 <= next) drawBeside(scene, bar, beside, middle);
}

/** A label that does not fit its bar stands right of it, on ground of its own. */
function drawBeside({ context, theme, plot }: Scene, bar: Bar, x: number, middle: number): void {
  if (x > plot.width - 40) return;
  context.globalAlpha = 0.85;
  context.fillStyle = theme.bg;
  context.fillRect(x - 1, middle - 7, context.measureText(bar.label).width + 4, 14);
  context.globalAlpha = 1;
  context.fillStyle = theme.looks[bar.look];
  context.fillText(bar.label, x + 1, middle + 4);
}

/** On its own bar a sign is drawn in the ground's colour. */
function invert({ theme }: Scene, bar: Bar): Scene['theme'] {
  if (bar.look === 'unknown') return theme;
  return { ...theme, bg: theme.looks[bar.look], looks: { ...theme.looks, [bar.look]: theme.bg } };
}

/** A sign wider than its bar gets a ring of the ground, so that it stands free of what lies under it. */
function ringed(scene: Scene, x: number, y: number, width: number): Scene['theme'] {
  if (width < ROOM_FOR_SIGN) {
    scene.context.fillStyle = scene.theme.bg;
    scene.context.beginPath();
    scene.context.arc(x, y, 8, 0, Math.PI * 2);
    scene.context.fill();
  }
  return scene.theme;
}

function outline(scene: Scene, x: number, width: number, band: Band): void {
  const { context, theme } = scene;
  context.strokeStyle = theme.accent;
  context.lineWidth = 2;
  context.strokeRect(x - 3, band.y + 2, width + 6, band.height - 4);
}

/** The words in or beside a bar: its own, or for how many bars it stands. */
const labelled = ({ item, count }: Drawn<Bar>): Bar =>
  count === 1 ? item : { ...item, label: `${count.toLocaleString('en')} together` };

/** Upgrades: the crank, what came before and after it, its state as sign and word. */
export function drawBars(scene: Scene, { bars }: LaneMarks, band: Band): void {
  for (const { item, x, width } of bars) {
    fillBar(scene, item, x, width, band);
    if (isTarget(item.target, scene.selected) && item.part === 'upgrade') outline(scene, x, width, band);
  }
  const spoken = bars.filter(
    ({ item: { part } }) => part === 'upgrade' || part === 'eval' || part === 'delivery',
  );
  spoken.forEach((mark, i) => {
    const next = spoken[i + 1]?.x ?? Number.POSITIVE_INFINITY;
    drawBarWords(scene, labelled(mark), { x: mark.x, width: mark.width, next }, band);
  });
}

/** Moments; of several in one place the last one is drawn on top. */
export function drawPoints(scene: Scene, { points }: LaneMarks, band: Band): void {
  for (const { item, x } of points) {
    const found = item.target.kind === 'finding';
    drawSign(scene.context, item.sign, x, found ? band.y + 6 : band.y + band.height / 2, scene.theme);
  }
}

/** A step not reached: a hollow place with its word where the log stands, so that one sees how much is left. */
export function drawNotReached(scene: Scene, lane: Lane, band: Band): void {
  if (lane.kind !== 'step' || lane.bars.length > 0) return;
  const { context, theme, model, plot } = scene;
  context.font = `12px ${theme.sans}`;
  const wide = context.measureText(lane.note).width + 14;
  const now = pxOf(scene, model.now);
  const x = now + wide + 14 < plot.width ? Math.max(6, now + 8) : Math.min(now, plot.width) - wide - 8;
  context.strokeStyle = theme.lineStrong;
  context.lineWidth = 1;
  context.setLineDash([3, 3]);
  context.strokeRect(x + 0.5, band.y + 4.5, wide, band.height - 9);
  context.setLineDash([]);
  textOver(context, lane.note, {
    x: x + 7,
    y: band.y + band.height / 2 + 4,
    colour: theme.ink3,
    ground: theme.bg,
  });
}

import { drawGroup, drawLabel } from '@/components/timeline/draw-labels';
import {
  type Band,
  drawBars,
  drawCells,
  drawNotReached,
  drawPoints,
  drawSpans,
} from '@/components/timeline/draw-marks';
import { drawMinimap } from '@/components/timeline/draw-minimap';
import { drawRuler } from '@/components/timeline/draw-ruler';
import { hatch } from '@/components/timeline/pen';
import type { Scene } from '@/components/timeline/scene';
import { logToView } from '@/lib/timeline/compress-idle';
import { frameMarks, type LaneMarks, MOST_DRAWN } from '@/lib/timeline/frame-marks';
import type { Lane } from '@/lib/timeline/lanes';
import { HEAD_HEIGHT, type Row } from '@/lib/timeline/layout';
import { blockTicks } from '@/lib/timeline/ruler';
import { toPx } from '@/lib/timeline/scale';

/** Draws one frame: the ground, the rows in sight, what crosses all rows, and the ruler above them. */
export function drawScene(scene: Scene): void {
  const { context, theme, width, height, labelWidth } = scene;
  context.textBaseline = 'alphabetic';
  context.fillStyle = theme.bg;
  context.fillRect(0, 0, width, height);
  inPlot(scene, () => drawGround(scene));
  // Under the rows: a group's heading may be longer than the column of names.
  context.fillStyle = theme.lineStrong;
  context.fillRect(labelWidth - 1, HEAD_HEIGHT, 1, height);
  drawRows(scene);
  inPlot(scene, () => drawAcross(scene));
  drawRuler(scene);
  drawMinimap(scene);
}

const bandOf = (row: Row, { scrollTop }: Scene): Band => ({
  y: HEAD_HEIGHT + row.y - scrollTop,
  height: row.height,
});

/** The rows in sight; what the minimap draws is taken off what their marks may be together. */
function drawRows(scene: Scene): void {
  const { plot, fold, logRange, model, height, map } = scene;
  const shown = scene.rows.filter((row) => {
    const { y, height: tall } = bandOf(row, scene);
    return y <= height && y + tall >= HEAD_HEIGHT;
  });
  const lanes = shown.flatMap((row) => (row.kind === 'lane' ? [row.lane] : []));
  const { bins, upgrades, findings } = map.marks;
  const most = MOST_DRAWN - bins.length - upgrades.length - findings.length;
  const marks = frameMarks(lanes, { plot, fold, now: model.now, logRange }, most);
  const marksOf = new Map(lanes.map((lane, i) => [lane, marks[i]]));
  for (const row of shown) {
    const band = bandOf(row, scene);
    const own = row.kind === 'lane' ? marksOf.get(row.lane) : undefined;
    if (row.kind === 'group') drawGroup(scene, row, band);
    else if (own) drawLane(scene, row.lane, own, band);
  }
}

function inPlot({ context, labelWidth, plot, height }: Scene, draw: () => void): void {
  context.save();
  context.beginPath();
  context.rect(labelWidth, 0, plot.width, height);
  context.clip();
  context.translate(labelWidth, 0);
  draw();
  context.restore();
}

/** Under the rows: where blocks begin, and what a restarted kernel only replays. */
function drawGround(scene: Scene): void {
  const { context, theme, plot, fold, model, height } = scene;
  const blocks = model.lanes.find((lane) => lane.kind === 'blocks');
  context.fillStyle = theme.line;
  for (const { x } of blockTicks(plot, fold, blocks?.cells ?? [], () => 0, 24))
    context.fillRect(Math.round(x), HEAD_HEIGHT, 1, height);
  for (const { start, replayedUntil } of model.processes) {
    const x = toPx(plot, logToView(fold, start));
    const to = toPx(plot, logToView(fold, replayedUntil));
    context.globalAlpha = 0.45;
    hatch(context, x, HEAD_HEIGHT, Math.max(2, to - x), height, theme.lineStrong);
    context.globalAlpha = 1;
  }
}

function drawLane(scene: Scene, lane: Lane, marks: LaneMarks, band: Band): void {
  const { context, theme, pointer, width } = scene;
  const hovered =
    pointer !== null && pointer.y >= band.y && pointer.y < band.y + band.height && pointer.y > HEAD_HEIGHT;
  if (hovered) {
    context.globalAlpha = 0.04;
    context.fillStyle = theme.ink;
    context.fillRect(0, band.y, width, band.height);
    context.globalAlpha = 1;
  }
  const colour = lane.tone === null ? theme.ink3 : (theme.vats[lane.tone - 1] ?? theme.ink3);
  inPlot(scene, () => {
    drawSpans(scene, marks, band, colour);
    drawCells(scene, marks, { ...band, tall: lane.kind === 'vat' ? 10 : 12 }, colour);
    drawBars(scene, marks, band);
    drawPoints(scene, marks, band);
    drawNotReached(scene, lane, band);
  });
  drawLabel(scene, lane, band);
  context.fillStyle = theme.line;
  context.globalAlpha = 0.6;
  context.fillRect(0, band.y + band.height - 1, width, 1);
  context.globalAlpha = 1;
}

/** Closer than this (px) the lines of restarts would hide what they cross; then some stand for all. */
const RESTARTS_APART = 24;

/** Over the rows: folded gaps, restarts, the log's now, the pointer. */
function drawAcross(scene: Scene): void {
  const { context, theme, plot, fold, model, height, pointer, labelWidth } = scene;
  for (const { view } of fold.gaps) drawZigzag(scene, toPx(plot, view.start), toPx(plot, view.end));
  let free = Number.NEGATIVE_INFINITY;
  for (const { start, no } of model.processes) {
    const x = toPx(plot, logToView(fold, start));
    if (no === 1 || x < free) continue;
    free = x + RESTARTS_APART;
    dashed(scene, x, theme.looks.attention);
  }
  if (model.extent) {
    context.fillStyle = model.live ? theme.looks.running : theme.lineStrong;
    context.fillRect(Math.round(toPx(plot, logToView(fold, model.now))), HEAD_HEIGHT, 1, height);
  }
  drawBrush(scene);
  if (!pointer || pointer.x < labelWidth) return;
  context.globalAlpha = 0.4;
  context.fillStyle = theme.ink3;
  context.fillRect(Math.round(pointer.x - labelWidth), HEAD_HEIGHT, 1, height);
  context.globalAlpha = 1;
}

function dashed({ context, height }: Scene, x: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, HEAD_HEIGHT);
  context.lineTo(Math.round(x) + 0.5, height);
  context.stroke();
  context.setLineDash([]);
}

/** A stretch of nothing, folded: torn edges, and its true length on the ruler. */
function drawZigzag({ context, theme, height }: Scene, x: number, end: number): void {
  const wide = Math.max(4, end - x);
  context.fillStyle = theme.surface;
  context.fillRect(x, HEAD_HEIGHT, wide, height);
  context.strokeStyle = theme.lineStrong;
  context.lineWidth = 1;
  for (const edge of [x, x + wide]) {
    context.beginPath();
    for (let y = HEAD_HEIGHT, i = 0; y < height; y += 6, i += 1)
      context.lineTo(edge + (i % 2 === 0 ? -2.5 : 2.5), y);
    context.stroke();
  }
}

/** The chosen range over all rows, its edges in the colour of what can be acted on. */
function drawBrush({ context, theme, plot, fold, brush, height }: Scene): void {
  if (!brush) return;
  const x = toPx(plot, logToView(fold, brush.start));
  const end = toPx(plot, logToView(fold, brush.end));
  context.globalAlpha = 0.12;
  context.fillStyle = theme.accent;
  context.fillRect(x, HEAD_HEIGHT, Math.max(1, end - x), height);
  context.globalAlpha = 1;
  context.fillRect(Math.round(x), HEAD_HEIGHT, 1, height);
  context.fillRect(Math.round(end), HEAD_HEIGHT, 1, height);
}

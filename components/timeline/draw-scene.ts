import { drawGroup, drawLabel } from '@/components/timeline/draw-labels';
import {
  type Band,
  drawBars,
  drawCells,
  drawNotReached,
  drawPoints,
  drawSpans,
} from '@/components/timeline/draw-marks';
import { drawRuler } from '@/components/timeline/draw-ruler';
import { hatch } from '@/components/timeline/pen';
import type { Scene } from '@/components/timeline/scene';
import { logToView } from '@/lib/timeline/compress-idle';
import type { Lane } from '@/lib/timeline/lanes';
import { RULER_HEIGHT } from '@/lib/timeline/layout';
import { blockTicks } from '@/lib/timeline/ruler';
import { toPx } from '@/lib/timeline/scale';

/** Draws one frame: the ground, the rows in sight, what crosses all rows, and the ruler above them. */
export function drawScene(scene: Scene): void {
  const { context, theme, width, height, labelWidth } = scene;
  context.textBaseline = 'alphabetic';
  context.fillStyle = theme.bg;
  context.fillRect(0, 0, width, height);
  inPlot(scene, () => drawGround(scene));
  for (const row of scene.rows) {
    const band = { y: RULER_HEIGHT + row.y - scene.scrollTop, height: row.height };
    if (band.y > height || band.y + band.height < RULER_HEIGHT) continue;
    if (row.kind === 'group') drawGroup(scene, row, band);
    else drawLane(scene, row.lane, band);
  }
  inPlot(scene, () => drawAcross(scene));
  context.fillStyle = theme.lineStrong;
  context.fillRect(labelWidth - 1, RULER_HEIGHT, 1, height);
  drawRuler(scene);
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
    context.fillRect(Math.round(x), RULER_HEIGHT, 1, height);
  for (const { start, replayedUntil } of model.processes) {
    const x = toPx(plot, logToView(fold, start));
    const to = toPx(plot, logToView(fold, replayedUntil));
    context.globalAlpha = 0.45;
    hatch(context, x, RULER_HEIGHT, Math.max(2, to - x), height, theme.lineStrong);
    context.globalAlpha = 1;
  }
}

function drawLane(scene: Scene, lane: Lane, band: Band): void {
  const { context, theme, pointer, width } = scene;
  const hovered =
    pointer !== null && pointer.y >= band.y && pointer.y < band.y + band.height && pointer.y > RULER_HEIGHT;
  if (hovered) {
    context.globalAlpha = 0.04;
    context.fillStyle = theme.ink;
    context.fillRect(0, band.y, width, band.height);
    context.globalAlpha = 1;
  }
  const colour = lane.tone === null ? theme.ink3 : (theme.vats[lane.tone - 1] ?? theme.ink3);
  inPlot(scene, () => {
    drawSpans(scene, lane, band, colour);
    drawCells(scene, lane, band, colour);
    drawBars(scene, lane, band);
    drawPoints(scene, lane, band);
    drawNotReached(scene, lane, band);
  });
  drawLabel(scene, lane, band);
  context.fillStyle = theme.line;
  context.globalAlpha = 0.6;
  context.fillRect(0, band.y + band.height - 1, width, 1);
  context.globalAlpha = 1;
}

/** Over the rows: folded gaps, restarts, the log's now, the pointer. */
function drawAcross(scene: Scene): void {
  const { context, theme, plot, fold, model, height, pointer, labelWidth } = scene;
  for (const { view } of fold.gaps) drawZigzag(scene, toPx(plot, view.start), toPx(plot, view.end));
  for (const { start, no } of model.processes)
    if (no > 1) dashed(scene, toPx(plot, logToView(fold, start)), theme.looks.attention);
  if (model.extent) {
    context.fillStyle = model.live ? theme.looks.running : theme.lineStrong;
    context.fillRect(Math.round(toPx(plot, logToView(fold, model.now))), RULER_HEIGHT, 1, height);
  }
  if (!pointer || pointer.x < labelWidth) return;
  context.globalAlpha = 0.4;
  context.fillStyle = theme.ink3;
  context.fillRect(Math.round(pointer.x - labelWidth), RULER_HEIGHT, 1, height);
  context.globalAlpha = 1;
}

function dashed({ context, height }: Scene, x: number, colour: string): void {
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.setLineDash([4, 3]);
  context.beginPath();
  context.moveTo(Math.round(x) + 0.5, RULER_HEIGHT);
  context.lineTo(Math.round(x) + 0.5, height);
  context.stroke();
  context.setLineDash([]);
}

/** A stretch of nothing, folded: torn edges, and its true length on the ruler. */
function drawZigzag({ context, theme, height }: Scene, x: number, end: number): void {
  const wide = Math.max(4, end - x);
  context.fillStyle = theme.surface;
  context.fillRect(x, RULER_HEIGHT, wide, height);
  context.strokeStyle = theme.lineStrong;
  context.lineWidth = 1;
  for (const edge of [x, x + wide]) {
    context.beginPath();
    for (let y = RULER_HEIGHT, i = 0; y < height; y += 6, i += 1)
      context.lineTo(edge + (i % 2 === 0 ? -2.5 : 2.5), y);
    context.stroke();
  }
}

import { drawSign, textOver } from '@/components/timeline/pen';
import type { Scene } from '@/components/timeline/scene';
import { formatDuration } from '@/lib/base/time';
import { logToView, viewToLog } from '@/lib/timeline/compress-idle';
import { MINIMAP_HEIGHT, RULER_HEIGHT } from '@/lib/timeline/layout';
import { blockTicks, clockLabel, clockStep, clockTicks } from '@/lib/timeline/ruler';
import { pxPerSecond, toPx, toView } from '@/lib/timeline/scale';

const CLOCK_BASE = 15;
const BLOCK_BASE = 37;

/** The ruler: wall time above, block heights below, findings as signs on its lower edge. */
export function drawRuler(scene: Scene): void {
  const { context, theme, width, labelWidth, plot, fold, model, utcOffset } = scene;
  context.save();
  context.translate(0, MINIMAP_HEIGHT);
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width, RULER_HEIGHT);
  context.save();
  context.beginPath();
  context.rect(labelWidth, 0, plot.width, RULER_HEIGHT);
  context.clip();
  context.translate(labelWidth, 0);
  context.font = `11px ${theme.mono}`;
  for (const { x, label } of clockTicks(plot, fold, utcOffset))
    tick(scene, x, label, 0, CLOCK_BASE, theme.ink2);
  const blocks = model.lanes.find((lane) => lane.kind === 'blocks');
  for (const { x, label } of blockTicks(plot, fold, blocks?.cells ?? [], scene.heightOf))
    tick(scene, x, label, 22, BLOCK_BASE, theme.ink3);
  drawRestartsOn(scene);
  drawGapsOn(scene);
  for (const point of model.findings) {
    const x = toPx(plot, logToView(fold, point.at));
    if (x > -8 && x < plot.width + 8 && point.sign !== 'info')
      drawSign(context, point.sign, x, RULER_HEIGHT - 6, theme);
  }
  drawBrushOn(scene);
  drawPointer(scene);
  context.restore();
  drawCorner(scene);
  context.restore();
}

function tick(
  { context, theme }: Scene,
  x: number,
  label: string,
  y: number,
  base: number,
  colour: string,
): void {
  context.fillStyle = theme.lineStrong;
  context.fillRect(Math.round(x), y + 3, 1, 16);
  context.fillStyle = colour;
  context.fillText(label, x + 4, base);
}

function drawCorner({ context, theme, width, labelWidth, utcOffset, model }: Scene): void {
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, labelWidth, RULER_HEIGHT);
  context.font = `11px ${theme.sans}`;
  context.fillStyle = theme.ink3;
  context.textAlign = 'right';
  context.fillText(utcOffset === 0 ? 'UTC, log time' : 'local, log time', labelWidth - 8, CLOCK_BASE);
  if (model.lanes.some(({ kind }) => kind === 'blocks'))
    context.fillText('block', labelWidth - 8, BLOCK_BASE);
  context.textAlign = 'left';
  context.fillStyle = theme.lineStrong;
  context.fillRect(0, RULER_HEIGHT - 1, width, 1);
}

function drawRestartsOn({ context, theme, plot, fold, model }: Scene): void {
  context.font = `11px ${theme.sans}`;
  let free = Number.NEGATIVE_INFINITY;
  for (const { start, no } of model.processes) {
    const x = toPx(plot, logToView(fold, start));
    const label = no === 1 ? 'replay' : `restart ${no - 1}`;
    if (x < free) continue;
    free = x + context.measureText(label).width + 8;
    textOver(context, label, {
      x: x + 4,
      y: BLOCK_BASE,
      colour: no === 1 ? theme.ink3 : theme.looks.attention,
      ground: theme.surface,
    });
  }
}

function drawGapsOn({ context, theme, plot, fold }: Scene): void {
  context.font = `11px ${theme.sans}`;
  context.textAlign = 'center';
  for (const { log, view } of fold.gaps) {
    const x = (toPx(plot, view.start) + toPx(plot, view.end)) / 2;
    const label = `${formatDuration(log.end - log.start)} idle`;
    textOver(context, label, { x, y: BLOCK_BASE, colour: theme.ink3, ground: theme.surface });
  }
  context.textAlign = 'left';
}

/** The chosen range on the ruler, with its length. */
function drawBrushOn({ context, theme, plot, fold, brush }: Scene): void {
  if (!brush) return;
  const x = toPx(plot, logToView(fold, brush.start));
  const end = toPx(plot, logToView(fold, brush.end));
  context.fillStyle = theme.accent;
  context.fillRect(x, RULER_HEIGHT - 4, Math.max(1, end - x), 3);
  context.font = `11px ${theme.sans}`;
  const label = formatDuration(brush.end - brush.start);
  const half = context.measureText(label).width / 2 + 2;
  const at = Math.max(half, Math.min(plot.width - half, (Math.max(0, x) + Math.min(plot.width, end)) / 2));
  context.textAlign = 'center';
  textOver(context, label, { x: at, y: BLOCK_BASE, colour: theme.accent, ground: theme.surface });
  context.textAlign = 'left';
}

/** The log time under the pointer, over the ticks. */
function drawPointer({ context, theme, plot, fold, pointer, labelWidth, utcOffset }: Scene): void {
  if (!pointer || pointer.x < labelWidth) return;
  const x = pointer.x - labelWidth;
  const fine = clockStep(pxPerSecond(plot), 1);
  const label = clockLabel(viewToLog(fold, toView(plot, x)), fine, utcOffset);
  context.font = `11px ${theme.mono}`;
  const wide = context.measureText(label).width + 10;
  const left = Math.max(0, Math.min(x - wide / 2, plot.width - wide));
  context.fillStyle = theme.ink;
  context.fillRect(left, 2, wide, 18);
  context.fillStyle = theme.bg;
  context.fillText(label, left + 5, CLOCK_BASE);
}

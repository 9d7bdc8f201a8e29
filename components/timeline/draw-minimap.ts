import type { Scene } from '@/components/timeline/scene';
import { logToView } from '@/lib/timeline/compress-idle';
import { MINIMAP_HEIGHT } from '@/lib/timeline/layout';
import type { Look, Point } from '@/lib/timeline/marks';
import { toPx } from '@/lib/timeline/scale';

const FLOOR = MINIMAP_HEIGHT - 5;
const TICKS = 8;
const SIGN_LOOK: Partial<Record<Point['sign'], Look>> = { blocker: 'failed', warning: 'attention' };

/** The whole run above the ruler: how busy it was, upgrades and findings as ticks, and the window that is shown below. */
export function drawMinimap(scene: Scene): void {
  const { context, theme, width, labelWidth, map } = scene;
  context.fillStyle = theme.bg;
  context.fillRect(0, 0, width, MINIMAP_HEIGHT);
  context.save();
  context.beginPath();
  context.rect(labelWidth, 0, map.plot.width, MINIMAP_HEIGHT);
  context.clip();
  context.translate(labelWidth, 0);
  drawDensity(scene);
  drawTicks(scene);
  drawWindow(scene);
  context.restore();
  context.font = `11px ${theme.sans}`;
  context.fillStyle = theme.ink3;
  context.textAlign = 'right';
  context.fillText('whole run', labelWidth - 8, 22);
  context.textAlign = 'left';
  context.fillStyle = theme.line;
  context.fillRect(0, MINIMAP_HEIGHT - 1, width, 1);
}

function drawDensity({ context, theme, map, fold }: Scene): void {
  const tall = FLOOR - TICKS - 2;
  context.fillStyle = theme.ink3;
  context.globalAlpha = 0.55;
  for (const { x, width, busy } of map.marks.bins) {
    const height = Math.max(2, busy * tall);
    context.fillRect(x, FLOOR - height, Math.max(1, width > 3 ? width - 0.5 : width), height);
  }
  context.globalAlpha = 1;
  context.fillStyle = theme.surface;
  for (const { log } of fold.gaps) {
    const x = toPx(map.plot, logToView(fold, log.start));
    context.fillRect(x, TICKS, Math.max(1, toPx(map.plot, logToView(fold, log.end)) - x), FLOOR - TICKS);
  }
}

/** Upgrades hang from the top, findings stand on the floor: the place tells them apart, not the colour. */
function drawTicks({ context, theme, map }: Scene): void {
  for (const { x, look } of map.marks.upgrades) {
    context.fillStyle = theme.looks[look];
    context.fillRect(Math.round(x) - 1, 2, 2, TICKS);
  }
  for (const { x, sign } of map.marks.findings) {
    context.fillStyle = theme.looks[SIGN_LOOK[sign] ?? 'waiting'];
    context.fillRect(Math.round(x) - 1, FLOOR - 2, 3, 5);
  }
}

function drawWindow({ context, theme, map }: Scene): void {
  const { x, width } = map.window;
  context.globalAlpha = 0.55;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, x, MINIMAP_HEIGHT);
  context.fillRect(x + width, 0, map.plot.width - x - width, MINIMAP_HEIGHT);
  context.globalAlpha = 1;
  context.strokeStyle = theme.accent;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, 0.5, Math.max(1, width - 1), MINIMAP_HEIGHT - 2);
  context.fillStyle = theme.accent;
  for (const edge of [x, x + width - 3]) context.fillRect(edge, MINIMAP_HEIGHT / 2 - 7, 3, 14);
}

import type { Band } from '@/components/timeline/draw-marks';
import { cutText, drawLook } from '@/components/timeline/pen';
import { isTarget, type Scene } from '@/components/timeline/scene';
import { laneTarget } from '@/lib/timeline/hit-test';
import type { Lane } from '@/lib/timeline/lanes';
import type { Row } from '@/lib/timeline/layout';

/** A lane's name at the left: its state or its colour first, in the same place in every row. */
export function drawLabel(scene: Scene, lane: Lane, band: Band): void {
  const { context, theme, labelWidth, selected } = scene;
  const middle = band.y + band.height / 2;
  if (isTarget(laneTarget(lane), selected)) {
    context.fillStyle = theme.accentSoft;
    context.fillRect(0, band.y, labelWidth - 1, band.height);
  }
  if (lane.look) drawLook(context, lane.look, 15, middle, theme, 6);
  else if (lane.tone !== null) {
    context.fillStyle = theme.vats[lane.tone - 1] ?? theme.ink3;
    context.fillRect(11, middle - 6, 8, 12);
  }
  const note = lane.kind === 'vat' ? lane.note : '';
  context.font = `11px ${theme.mono}`;
  const noteWidth = note === '' ? 0 : context.measureText(note).width + 8;
  context.fillStyle = theme.ink3;
  if (note !== '') context.fillText(note, labelWidth - noteWidth, middle + 4);
  context.font = `13px ${theme.sans}`;
  context.fillStyle = theme.ink;
  context.fillText(cutText(context, lane.title, labelWidth - 28 - noteWidth - 6), 28, middle + 4.5);
}

/** A group's heading with the sign that says whether it is folded. */
export function drawGroup(scene: Scene, row: Row & { kind: 'group' }, band: Band): void {
  const { context, theme, width } = scene;
  const middle = band.y + band.height / 2;
  context.fillStyle = theme.surface;
  context.fillRect(0, band.y, width, band.height);
  context.fillStyle = theme.line;
  context.fillRect(0, band.y + band.height - 1, width, 1);
  context.strokeStyle = theme.ink3;
  context.lineWidth = 1.5;
  context.beginPath();
  if (row.folded) {
    context.moveTo(13, middle - 4);
    context.lineTo(17, middle);
    context.lineTo(13, middle + 4);
  } else {
    context.moveTo(11, middle - 2);
    context.lineTo(15, middle + 2);
    context.lineTo(19, middle - 2);
  }
  context.stroke();
  context.font = `12px ${theme.sans}`;
  context.fillStyle = theme.ink2;
  context.fillText(row.title, 28, middle + 4);
  const after = 28 + context.measureText(row.title).width + 8;
  context.fillStyle = theme.ink3;
  context.fillText(String(row.count), after, middle + 4);
}

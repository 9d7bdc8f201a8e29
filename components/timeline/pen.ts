import type { TimelineTheme } from '@/components/timeline/theme';
import { assertNever } from '@/lib/base/assert';
import type { Look, Point } from '@/lib/timeline/marks';

type Context = CanvasRenderingContext2D;

const HATCH = 6;

/** Fills with the pattern of an end that nobody saw: thin slanting lines in one colour. */
export function hatch(context: Context, x: number, y: number, width: number, height: number, colour: string) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.25;
  context.beginPath();
  const from = Math.floor((x - height) / HATCH) * HATCH;
  for (let at = from; at < x + width; at += HATCH) {
    context.moveTo(at, y + height);
    context.lineTo(at + height, y);
  }
  context.stroke();
  context.restore();
}

/** Text that stays legible over anything: a halo of the ground's colour under it. */
export function textOver(
  context: Context,
  text: string,
  at: { x: number; y: number; colour: string; ground: string },
) {
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = at.ground;
  context.strokeText(text, at.x, at.y);
  context.fillStyle = at.colour;
  context.fillText(text, at.x, at.y);
}

/** `text` cut with an ellipsis to fit `width` px. */
export function cutText(context: Context, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(`${text.slice(0, middle)}…`).width <= width) low = middle;
    else high = middle - 1;
  }
  return low === 0 ? '' : `${text.slice(0, low)}…`;
}

const disc = (context: Context, x: number, y: number, r: number) => {
  context.beginPath();
  context.arc(x, y, r, 0, Math.PI * 2);
};

const path = (context: Context, points: readonly (readonly [number, number])[], closed: boolean) => {
  context.beginPath();
  points.forEach(([px, py], i) => (i === 0 ? context.moveTo(px, py) : context.lineTo(px, py)));
  if (closed) context.closePath();
};

/** The sign of a state, as StateMark draws it: the shapes differ, so that colour is never alone. Centre and radius in px. */
export function drawLook(context: Context, look: Look, x: number, y: number, theme: TimelineTheme, r = 6) {
  const colour = theme.looks[look];
  const k = r / 6;
  context.save();
  context.lineCap = 'round';
  context.fillStyle = colour;
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * k;
  if (look === 'attention') {
    path(
      context,
      [
        [x, y - 6 * k],
        [x + 6.4 * k, y + 5.2 * k],
        [x - 6.4 * k, y + 5.2 * k],
      ],
      true,
    );
    context.fill();
  } else {
    disc(context, x, y, look === 'done' || look === 'failed' ? r : r - 0.8);
    if (look === 'done' || look === 'failed') context.fill();
    else {
      context.fillStyle = theme.bg;
      context.fill();
      if (look === 'unknown') context.setLineDash([2.2, 1.6]);
      context.stroke();
      context.setLineDash([]);
    }
  }
  drawInside(context, look, x, y, k, theme);
  context.restore();
}

function drawInside(context: Context, look: Look, x: number, y: number, k: number, theme: TimelineTheme) {
  if (look === 'running') {
    context.fillStyle = theme.looks.running;
    disc(context, x, y, 2.5 * k);
    context.fill();
    return;
  }
  context.lineWidth = 1.7 * k;
  context.strokeStyle = look === 'unknown' ? theme.looks.unknown : theme.bg;
  if (look === 'done')
    path(
      context,
      [
        [x - 2.8 * k, y + 0.3 * k],
        [x - 0.8 * k, y + 2.2 * k],
        [x + 2.8 * k, y - 2 * k],
      ],
      false,
    );
  else if (look === 'failed' || look === 'unknown') {
    path(
      context,
      [
        [x - 2.2 * k, y + 2.2 * k],
        [x + 2.2 * k, y - 2.2 * k],
      ],
      false,
    );
    if (look === 'failed') {
      context.moveTo(x - 2.2 * k, y - 2.2 * k);
      context.lineTo(x + 2.2 * k, y + 2.2 * k);
    }
  } else if (look === 'attention')
    path(
      context,
      [
        [x, y - 1.8 * k],
        [x, y + 1.6 * k],
        [x, y + 3.6 * k],
      ],
      false,
    );
  else return;
  context.stroke();
}

const diamond = (x: number, y: number, r: number): [number, number][] => [
  [x, y - r],
  [x + r, y],
  [x, y + r],
  [x - r, y],
];

/** The sign of a moment, with an outline of the ground's colour so that it reads over any bar. */
export function drawSign(context: Context, sign: Point['sign'], x: number, y: number, theme: TimelineTheme) {
  context.save();
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = theme.bg;
  const { colour, points, filled } = signShape(sign, x, y, theme);
  if (points) path(context, points, true);
  else disc(context, x, y, 4);
  context.stroke();
  context.fillStyle = filled ? colour : theme.bg;
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.stroke();
  context.restore();
}

type Shape = { colour: string; points: [number, number][] | null; filled: boolean };

function signShape(sign: Point['sign'], x: number, y: number, { looks, ink2 }: TimelineTheme): Shape {
  switch (sign) {
    case 'came-back':
      return { colour: looks.done, points: null, filled: true };
    case 'gave-up':
      return {
        colour: looks.attention,
        points: [
          [x - 4.5, y - 3.5],
          [x + 4.5, y - 3.5],
          [x, y + 4],
        ],
        filled: true,
      };
    case 'replaced':
      return { colour: ink2, points: null, filled: false };
    case 'terminated':
      return {
        colour: looks.failed,
        points: [
          [x - 4, y - 4],
          [x + 4, y - 4],
          [x + 4, y + 4],
          [x - 4, y + 4],
        ],
        filled: true,
      };
    case 'blocker':
      return { colour: looks.failed, points: diamond(x, y, 5), filled: true };
    case 'warning':
      return { colour: looks.attention, points: diamond(x, y, 5), filled: true };
    case 'info':
      return { colour: ink2, points: diamond(x, y, 4), filled: false };
    default:
      return assertNever(sign);
  }
}

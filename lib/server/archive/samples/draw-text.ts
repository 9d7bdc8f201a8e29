/** A small generator of the same numbers for the same seed (mulberry32). */
export function drawNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A slog-like text: cranks and blocks that count up, blank and odd lines, now and then a line of up to `longest` bytes. */
export function drawText(wish: {
  readonly seed: number;
  readonly bytes: number;
  readonly longest: number;
}): Buffer {
  const draw = drawNumbers(wish.seed);
  const lines: string[] = [];
  let crank = 0;
  for (let length = 0; length < wish.bytes; ) {
    const kind = draw();
    if (kind < 0.1) crank += 1;
    const line = drawLine(kind, { draw, crank, longest: wish.longest });
    lines.push(line);
    length += line.length + 1;
  }
  return Buffer.from(`${lines.join('\n')}\nno newline behind this`);
}

function drawLine(
  kind: number,
  from: { readonly draw: () => number; readonly crank: number; readonly longest: number },
): string {
  const { draw, crank, longest } = from;
  if (kind < 0.1) return `{"type":"crank-start","crankType":"delivery","crankNum":${crank},"message":{}}`;
  if (kind < 0.12) return `{"type":"cosmic-swingset-begin-block","blockHeight":${Math.floor(crank / 9)}}`;
  if (kind < 0.14) return '';
  if (kind < 0.1408)
    return `{"type":"create-vat","source":"${'aZ9+'.repeat(Math.floor((draw() * longest) / 4))}"}`;
  if (kind < 0.2) return `{"type":"console","args":["${'straße → ☃ '.repeat(Math.floor(draw() * 9))}"]}\r`;
  return `{"type":"syscall","vatID":"v${Math.floor(draw() * 90)}","vsc":["vatstoreGet","vom.${draw()}"]}`;
}

/** The lines of a text the slow and obvious way. */
export function linesOf(text: Buffer): readonly { readonly byte: number; readonly bytes: Buffer }[] {
  const lines: { byte: number; bytes: Buffer }[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf(10, start);
    const end = newline < 0 ? text.length : newline;
    lines.push({ byte: start, bytes: text.subarray(start, end) });
    start = end + 1;
  }
  return lines;
}

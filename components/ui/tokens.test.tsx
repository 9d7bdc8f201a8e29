import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../app/globals.css'), 'utf8');

type Theme = Record<string, string>;

/** The colour tokens of the first block that opens with `head`. */
function block(head: string): Theme {
  const start = css.indexOf(head);
  expect(start, `${head} is in globals.css`).toBeGreaterThanOrEqual(0);
  const body = css.slice(start, css.indexOf('}', start));
  return Object.fromEntries(
    [...body.matchAll(/--color-([a-z0-9-]+): (#[0-9a-f]{6});/g)].map((match) => [
      match[1] ?? '',
      match[2] ?? '',
    ]),
  );
}

const THEMES = { light: block('@theme static {'), dark: block(":root[data-theme='dark'] {\n  --color") };

const linear = (byte: number) =>
  byte / 255 <= 0.04045 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4;
const channels = (hex: string) => [1, 3, 5].map((at) => linear(Number.parseInt(hex.slice(at, at + 2), 16)));
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}
/** Distance as the eye has it (OKLab); 0.02 is just seen, 0.1 is another colour. */
function distance(a: string, b: string): number {
  const lab = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = channels(hex);
    const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * bl);
    const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * bl);
    const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * bl);
    return [
      0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
    ];
  };
  const from = lab(a);
  return Math.hypot(...lab(b).map((value, index) => value - (from[index] ?? 0)));
}

const SURFACES = ['bg', 'surface', 'raised'];
const STATES = ['waiting', 'running', 'done', 'attention', 'failed'];
const VATS = Array.from({ length: 12 }, (_, index) => `vat-${index + 1}`);

describe.each(Object.entries(THEMES))('colours, %s', (_, theme) => {
  const of = (name: string) => theme[name] ?? expect.fail(`no token --color-${name}`);

  it.each(['ink', 'ink-2', 'ink-3', 'accent', ...STATES])('%s reads on every surface (AA)', (name) => {
    for (const surface of SURFACES) expect(contrast(of(name), of(surface))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([...STATES, 'accent'])('%s and faint text read on its own soft ground (AA)', (name) => {
    expect(contrast(of(name), of(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of('ink-3'), of(`${name}-soft`))).toBeGreaterThanOrEqual(4.5);
  });

  it('text on the accent reads', () => {
    expect(contrast(of('accent-ink'), of('accent'))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(VATS)('%s is seen on every surface and is no state', (name) => {
    for (const surface of SURFACES) expect(contrast(of(name), of(surface))).toBeGreaterThanOrEqual(3);
    for (const state of STATES.filter((s) => s !== 'waiting'))
      expect(distance(of(name), of(state)), `${name} beside ${state}`).toBeGreaterThan(0.08);
  });

  it('no two vats look the same', () => {
    for (const [index, one] of VATS.entries())
      for (const other of VATS.slice(index + 1))
        expect(distance(of(one), of(other)), `${one} beside ${other}`).toBeGreaterThan(0.05);
  });
});

describe('themes', () => {
  it('the dark a system asks for is the dark a reader chooses', () => {
    expect(block(":root:not([data-theme='light']) {\n    --color")).toEqual(THEMES.dark);
  });

  it('every colour has a dark twin', () => {
    expect(Object.keys(THEMES.dark).sort()).toEqual(Object.keys(THEMES.light).sort());
  });
});

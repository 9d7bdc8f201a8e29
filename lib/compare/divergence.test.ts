import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type CrankFacts, CrankReader } from '@/lib/compare/crank-facts';
import { firstDivergence } from '@/lib/compare/first-divergence';

const lines = (name: string): string[] =>
  gunzipSync(readFileSync(new URL(`../slog/samples/${name}.slog.gz`, import.meta.url)))
    .toString('utf8')
    .trimEnd()
    .split('\n');

async function* cranks(text: readonly string[]): AsyncGenerator<CrankFacts> {
  const reader = new CrankReader();
  for (const line of text) yield* reader.take(line);
}

const compare = (a: readonly string[], b: readonly string[]) => firstDivergence(cranks(a), cranks(b));
const all = (text: readonly string[]): CrankFacts[] => {
  const reader = new CrankReader();
  return text.flatMap((line) => reader.take(line));
};

const well = lines('all-well');

describe('two nodes of one chain', () => {
  it('agree with themselves, whatever their clocks say', async () => {
    const later = well.map((line) => line.replace(/"time":(\d+)/, (_, s) => `"time":${Number(s) + 7}`));
    const { shared, divergence } = await compare(well, later);
    expect(divergence).toBeNull();
    expect(shared).toBe(all(well).length);
    expect(shared).toBeGreaterThan(50);
  });

  it.each([
    [
      'computrons',
      'deliver-result',
      (line: string) => line.replace('"dr":["ok",null,null]', '"dr":["ok",null,{"compute":5}]'),
    ],
    ['result', 'deliver-result', (line: string) => line.replace('"dr":["ok"', '"dr":["error"')],
    ['syscalls', 'syscall', (line: string) => line.replace('"ksc":["', '"ksc":["x')],
    ['activityhash', 'crank-finish', (line: string) => line.replace('"activityhash":"', '"activityhash":"0')],
  ])('differ first where the %s do', async (field, type, change) => {
    const at = well.findLastIndex(
      (line) =>
        line.startsWith(`{"type":"${type}"`) && !line.includes('"replay":true') && change(line) !== line,
    );
    const other = well.with(at, change(well[at] ?? ''));
    const { divergence } = await compare(well, other);
    expect(divergence?.fields).toContain(field);
    expect(divergence?.a.line).toBeLessThanOrEqual(at + 1);
    expect(divergence?.a.endLine).toBeGreaterThanOrEqual(at + 1);
  });

  it('count a block that was executed twice once', () => {
    const facts = all(lines('killed-mid-block'));
    expect(new Set(facts.map(({ crankNum }) => crankNum)).size).toBe(facts.length);
  });

  it('pass over cranks that only one log has, and never end on broken lines', async () => {
    const tail = ['{"type":"crank-start"', '', ...well.slice(Math.floor(well.length / 2))];
    const { shared, divergence } = await compare(well, tail);
    expect(divergence).toBeNull();
    expect(shared).toBeGreaterThan(0);
  });
});

import { expect, test } from 'vitest';
import { type NumberedLine, numberedLine } from '@/lib/server/archive/numbered-line';

/** Reads the line as it stands between two others. */
function read(line: string): NumberedLine | null {
  const before = '{"type":"kernel-stats"}\n';
  const text = Buffer.from(`${before}${line}\n{"type":"crank-start","crankNum":1}\n`);
  const start = before.length;
  return numberedLine(text, start, text.indexOf(10, start));
}

const crank = (value: number) => ({ kind: 'crank', value });
const height = (value: number) => ({ kind: 'height', value });

test('every writer’s form of a crank’s and a block’s begin', () => {
  expect(read('{"type":"crank-start","crankType":"routing","crankNum":0,"message":{}}')).toEqual(crank(0));
  expect(read('{"type":"crank-start","crankNum":123456789012,"time":1}')).toEqual(crank(123456789012));
  expect(read('{"time":1654,"type":"crank-start","crankNum":12}')).toEqual(crank(12));
  expect(read('{ "crankNum": 5, "type": "crank-start" }')).toEqual(crank(5));
  expect(read('\ufeff{"type":"crank-start","crankNum":5}')).toEqual(crank(5));
  expect(read('{"attributes":{"crank.num":9},"body":{"type":"crank-start"},"time":1}')).toEqual(crank(9));
  expect(read(`{"type":"crank-start","pad":"${'x'.repeat(500)}","crankNum":77}`)).toEqual(crank(77));
  expect(read('{"type":"cosmic-swingset-begin-block","blockHeight":17,"blockTime":1}')).toEqual(height(17));
  expect(
    read('{"insertId":"a","jsonPayload":{"blockHeight":3,"type":"cosmic-swingset-begin-block"}}'),
  ).toEqual(height(3));
});

test('nothing else, however it looks', () => {
  const others = [
    '',
    '{',
    '{"type":"crank-start"}',
    '{"type":"crank-start","crankNum":12',
    '{"type":"crank-start","crankNum":-1}',
    '{"type":"crank-finish","crankNum":12}',
    '{"type":"crank-started","crankNum":12}',
    '{"type":"console","args":["{\\"type\\":\\"crank-start\\",\\"crankNum\\":12}"]}',
    '{"time":1,"type":"console","args":["\\"crank-start\\""],"crankNum":12}',
    '{"time":1,"type":"console","args":["crank-start"],"crankNum":12}',
    '{"type":"cosmic-swingset-end-block-start","blockHeight":17}',
    'stdout: {"type":"crank-start","crankNum":12}',
  ];
  for (const other of others) expect([other, read(other)]).toEqual([other, null]);
});

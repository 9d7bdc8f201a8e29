import { describe, expect, it } from 'vitest';
import { readOversized } from '@/lib/slog/oversized';
import { parseLine } from '@/lib/slog/parse-line';
import { readEntry } from '@/lib/slog/read-entry';

const init = '{"type":"kernel-init-start","time":5,"monotime":1}';

describe('parseLine', () => {
  it('tells blank lines, entries, other JSON and broken lines apart', () => {
    expect(parseLine(' \t\r').kind).toBe('blank');
    expect(parseLine(init)).toMatchObject({ kind: 'entry', type: 'kernel-init-start' });
    expect(parseLine(`${init}\r`).kind).toBe('entry');
    for (const other of ['[]', '5', '{"type":7}', '{"kind":"x"}', 'null'])
      expect(parseLine(other).kind).toBe('not-entry');
    expect(parseLine('2024-12-13 block-manager: ok')).toEqual({ kind: 'broken', saved: [] });
  });

  it('saves the entry glued behind a torn one, and what stands behind NUL bytes', () => {
    const torn = '{"type":"syscall-result","crankNum":202,"replay":f';
    expect(parseLine(torn + init)).toMatchObject({ saved: [{ type: 'kernel-init-start' }] });
    expect(parseLine(`\0\0\0\0${init}`)).toMatchObject({ saved: [{ type: 'kernel-init-start' }] });
    expect(parseLine(init + init)).toMatchObject({ saved: [{}, {}] });
  });

  it('takes no nested message for an entry', () => {
    const torn = '{"type":"crank-start","crankNum":5,"message":{"type":"create-vat","vatID":"v9"}';
    expect(parseLine(torn)).toEqual({ kind: 'broken', saved: [] });
  });

  it('does not despair of a line full of beginnings', () => {
    const since = Date.now();
    expect(parseLine('{"type":"'.repeat(200_000)).kind).toBe('broken');
    expect(Date.now() - since).toBeLessThan(5_000);
  });

  it('unwraps the context-aware form and a log shipper’s envelope', () => {
    const context = {
      body: { type: 'deliver', vatID: 'v2', dispatch: 'message', kd: ['message', 'ko1', {}] },
      attributes: { 'crank.num': 7, 'crank.deliveryNum': 3, 'process.uptime': 9.5 },
      time: 11,
    };
    const parsed = parseLine(JSON.stringify(context));
    expect(parsed.kind).toBe('entry');
    if (parsed.kind !== 'entry') return;
    expect(readEntry(parsed.raw, parsed.type)).toMatchObject({
      type: 'deliver',
      crankNum: 7,
      deliveryNum: 3,
      monotime: 9.5,
      time: 11,
      replay: false,
    });
    const shipped = parseLine(
      JSON.stringify({ insertId: 'x', jsonPayload: JSON.parse(init), timestamp: 't' }),
    );
    expect(shipped).toMatchObject({ kind: 'entry', type: 'kernel-init-start' });
  });
});

describe('readEntry', () => {
  it('turns the words of old versions into the present ones', () => {
    const old = { crankNum: 1, vatID: 'v1', deliveryNum: 2, replay: false };
    expect(readEntry({ ...old, kd: ['notify', []], vd: ['notify', []] }, 'deliver')).toMatchObject({
      dispatch: 'notify',
    });
    expect(
      readEntry({ blockHeight: 1, runNum: 2, phase: 'high-priority' }, 'cosmic-swingset-run-start'),
    ).toMatchObject({ phase: 'priority' });
    expect(readEntry({ source: 'ls', level: 'error', args: [] }, 'console')).toMatchObject({
      source: 'liveslots',
    });
    const call = { method: 'foo', args: { body: '[1]', slots: ['ko1'] }, result: 'kp1' };
    expect(readEntry({ ...old, kd: ['message', 'ko5', call] }, 'deliver')).toMatchObject({
      methargs: { body: '["foo",[1]]', slots: ['ko1'] },
    });
  });

  it('knows a vat’s name and bundle from its description, and a bare create-vat as bare', () => {
    const id = `b1-${'c'.repeat(128)}`;
    expect(readEntry({ vatID: 'v7', description: `zoe (from bundleID: ${id})` }, 'create-vat')).toMatchObject(
      { name: 'zoe', bundleID: id },
    );
    expect(readEntry({ vatID: 'v7' }, 'create-vat')).toMatchObject({
      name: null,
      bundleID: null,
      dynamic: null,
    });
  });

  it('survives any shape', () => {
    for (const type of [
      'deliver',
      'crank-start',
      'syscall',
      'console',
      'create-vat',
      'cosmic-swingset-bridge-inbound',
      'toString',
    ])
      for (const odd of [
        {},
        { kd: 5, ksc: 'x', message: [], args: {}, dr: null },
        { kd: [null, [null, [1]]], ksc: ['send'] },
      ])
        expect(readEntry(odd, type).time).toBe(null);
  });
});

describe('readOversized', () => {
  it('reads whose source a line too long to hold is', () => {
    expect(
      readOversized('{"type":"create-vat","vatID":"v9","dynamic":true,"name":"zoe","vatSourceBundle":{"endo'),
    ).toEqual({
      type: 'create-vat',
      raw: { vatID: 'v9', dynamic: true, name: 'zoe' },
    });
    expect(readOversized('AAAA')).toBe(null);
  });
});

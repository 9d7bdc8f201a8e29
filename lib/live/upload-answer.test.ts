import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorWords, isWhole, nextStep, readUploadAnswer } from './upload-answer';

const answer = (status: number, offset: string | null = null, body = '', length: string | null = null) =>
  readUploadAnswer({ status, offset, length, body });

describe('the slog door’s answers', () => {
  it('are told apart by what a sender must do next', () => {
    expect(answer(204, '12')).toEqual({ kind: 'taken', offset: 12, length: null });
    expect(answer(200, '12', '', '40')).toEqual({ kind: 'taken', offset: 12, length: 40 });
    expect(answer(409, '7')).toEqual({ kind: 'elsewhere', offset: 7 });
    expect(answer(410, '9')).toEqual({ kind: 'ended', offset: 9 });
    expect([401, 404, 413, 415, 422].map((status) => answer(status).kind)).toEqual(Array(5).fill('refused'));
    expect([0, 429, 500, 503, 507].map((status) => answer(status).kind)).toEqual(Array(5).fill('later'));
    expect([answer(204, '-1').kind, answer(204, '1e3').kind]).toEqual(['refused', 'refused']);
  });

  it('carry the door’s own words', () => {
    const body = JSON.stringify({ error: { code: 'x', message: 'This is a PNG.', hint: 'Send a slog.' } });
    expect(answer(422, null, body)).toMatchObject({ reason: 'This is a PNG. Send a slog.' });
  });

  it('never throw, whatever a proxy answers', () => {
    fc.assert(
      fc.property(fc.nat(599), fc.oneof(fc.string(), fc.json()), (status, body) => {
        expect(errorWords(status, body).length).toBeGreaterThan(0);
        expect(answer(status, body, body).kind).toBeTruthy();
      }),
    );
  });
});

describe('the next step', () => {
  it('follows the server’s offset, asks again after trouble, stops at a final answer', () => {
    expect(nextStep(answer(204, '5'), 0)).toEqual({ kind: 'send', offset: 5 });
    expect(nextStep(answer(409, '3'), 0)).toEqual({ kind: 'send', offset: 3 });
    expect(nextStep(answer(409, '0'), 0).kind).toBe('ask');
    expect(nextStep(answer(503), 0).kind).toBe('ask');
    expect(nextStep(answer(410, '7'), 0)).toMatchObject({
      kind: 'stop',
      reason: expect.stringMatching(/byte 7/),
    });
    expect(nextStep(answer(401), null).kind).toBe('stop');
  });

  it('knows when the whole stream is there', () => {
    expect(isWhole(answer(204, '9'), 5, 9)).toBe(true);
    expect(isWhole(answer(410, '9'), 9, 9)).toBe(true);
    expect(isWhole(answer(200, '9'), null, 9)).toBe(false);
    expect(isWhole(answer(204, '8'), 5, 9)).toBe(false);
    expect(isWhole(answer(409, '9'), 5, 9)).toBe(false);
  });
});

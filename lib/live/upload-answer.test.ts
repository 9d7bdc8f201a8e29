import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorWords, readUploadAnswer } from './upload-answer';

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

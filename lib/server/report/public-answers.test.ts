import { describe, expect, it } from 'vitest';
import { type PublicAnswer, PublicAnswers } from '@/lib/server/report/public-answers';
import { respond } from '@/lib/server/report/public-response';

const drawn = (stamp: string): PublicAnswer => ({
  type: 'text/html',
  etag: `"${stamp}"`,
  stamp,
  plain: Buffer.from('plain'),
  gzip: Buffer.from('gzip'),
  br: Buffer.from('br'),
  keep: 5,
});

describe('answers to readers', () => {
  it('are looked for once however many ask, and again when they are not fresh', async () => {
    let now = 0;
    let looks = 0;
    const answers = new PublicAnswers(() => now);
    const ask = () =>
      answers.get('key', 2000, async (before) => {
        looks += 1;
        return before ?? drawn('a');
      });
    const all = await Promise.all(Array.from({ length: 2000 }, ask));
    expect(new Set(all).size).toBe(1);
    expect(looks).toBe(1);
    expect(answers.find('key')).toMatchObject({ isFresh: true });
    now = 2000;
    expect(answers.find('key')).toMatchObject({ isFresh: false });
    expect(await ask()).toBe(all[0]);
    expect(looks).toBe(2);
  });

  it('keep no guess, and nothing of a link that was taken back', async () => {
    const answers = new PublicAnswers(() => 0);
    expect(await answers.get('guess', 2000, async () => null)).toBeNull();
    expect(answers.find('guess')).toBeNull();
    await answers.get('key', 2000, async () => drawn('a'));
    answers.expire();
    expect(answers.find('key')).toMatchObject({ isFresh: false });
    expect(await answers.get('key', 2000, async () => null)).toBeNull();
    expect(answers.find('key')).toBeNull();
  });

  it('are tried again after a failure', async () => {
    const answers = new PublicAnswers(() => 0);
    await expect(answers.get('key', 2000, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await answers.get('key', 2000, async () => drawn('b'))).toMatchObject({ stamp: 'b' });
  });

  it('let the oldest go', async () => {
    const answers = new PublicAnswers(() => 0);
    for (let i = 0; i < 100; i += 1) await answers.get(`${i}`, 2000, async () => drawn(`${i}`));
    expect(answers.find('0')).toBeNull();
    expect(answers.find('99')).not.toBeNull();
  });
});

describe('an answer as a reader gets it', () => {
  const asked = (acceptEncoding: string | null, ifNoneMatch: string | null = null) =>
    respond(drawn('a'), { acceptEncoding, ifNoneMatch });

  it('is packed as the reader takes it', () => {
    expect(asked('gzip, deflate, br').encoding).toBe('br');
    expect(asked('gzip;q=1.0, br;q=0').encoding).toBe('gzip');
    expect(asked('identity').body?.toString()).toBe('plain');
    expect(asked(null).encoding).toBeNull();
  });

  it('is not sent again to who has it, whoever packed it on the way', () => {
    for (const have of ['"a"', 'W/"a"', '"x", "a"', '*'])
      expect(asked('br', have)).toMatchObject({ status: 304, body: null });
    expect(asked('br', '"b"').status).toBe(200);
  });
});

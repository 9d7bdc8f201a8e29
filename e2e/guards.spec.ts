import { type APIRequestContext, expect, test } from '@playwright/test';
import { sampleText } from './support/slogs';

const CONTENT = 'application/offset+octet-stream';

async function newRun(
  request: APIRequestContext,
): Promise<{ runId: string; ingestToken: string; slogUrl: string }> {
  const made = await request.post('/api/runs', { data: { title: 'guards', kind: 'clone' } });
  expect(made.status()).toBe(201);
  return made.json();
}

const patch = (
  request: APIRequestContext,
  url: string,
  token: string,
  offset: number,
  data: Buffer,
  headers = {},
) =>
  request.fetch(url, {
    method: 'PATCH',
    data,
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': CONTENT,
      'upload-offset': String(offset),
      ...headers,
    },
  });

test.describe('the door for slogs, as one who may not', () => {
  test('wrong token, wrong offset, wrong content, wrong type: a clear no, and nothing is lost', async ({
    request,
  }) => {
    const { runId, ingestToken, slogUrl } = await newRun(request);
    const text = sampleText('all-well');
    const half = text.length >> 1;
    const first = await patch(request, slogUrl, ingestToken, 0, text.subarray(0, half));
    expect(first.status()).toBe(204);
    expect(first.headers()['upload-offset']).toBe(String(half));

    const stranger = await patch(request, slogUrl, 'not-the-token', half, text.subarray(half));
    expect(stranger.status()).toBe(401);
    const other = await newRun(request);
    expect((await patch(request, slogUrl, other.ingestToken, half, text.subarray(half))).status()).toBe(401);
    expect((await request.fetch(slogUrl, { method: 'HEAD' })).status()).toBe(401);

    const gap = await patch(request, slogUrl, ingestToken, half + 7, text.subarray(half + 7));
    expect(gap.status()).toBe(409);
    expect(gap.headers()['upload-offset']).toBe(String(half));
    expect((await gap.json()).error.message).toContain(String(half));

    const form = await patch(request, slogUrl, ingestToken, half, Buffer.from('x'), {
      'content-type': 'text/plain',
    });
    expect(form.status()).toBe(415);

    const rest = await patch(request, slogUrl, ingestToken, half, text.subarray(half), {
      'upload-length': String(text.length),
    });
    expect(rest.status()).toBe(204);
    await expect
      .poll(async () => (await (await request.get(`/api/runs/${runId}`)).json()).state)
      .toBe('complete');
    const late = await patch(request, slogUrl, ingestToken, text.length, Buffer.from('{}\n'));
    expect(late.status()).toBe(410);
    const image = await newRun(request);
    const png = await patch(
      request,
      image.slogUrl,
      image.ingestToken,
      0,
      Buffer.from('89504e470d0a1a0a', 'hex'),
    );
    expect(png.status()).toBe(422);
    expect((await png.json()).error.message).toMatch(/PNG/);
  });

  test('a page of another site cannot make this server act', async ({ request }) => {
    const foreign = { origin: 'https://evil.example' };
    const made = await request.post('/api/runs', { data: { title: 'x', kind: 'clone' }, headers: foreign });
    expect(made.status()).toBe(403);
    const host = await request.get('/api/runs', { headers: { host: 'evil.example' } });
    expect(host.status()).toBe(403);
  });
});

import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { samplePath } from './slogs';

type Sent = {
  readonly title: string;
  /** The log so far, as text or gzip. */
  readonly data?: Buffer;
  /** More is to come: the run stays open. */
  readonly open?: true;
};

/** A run made by the doors that a sender uses: where its page is, and how its next bytes are sent (`last`: nothing is to come). */
export async function openRun(page: Page, title: string) {
  const made = await page.request.post('/api/runs', { data: { title, kind: 'clone' } });
  const { runId, ingestToken, slogUrl } = await made.json();
  let offset = 0;
  const send = async (data: Buffer, last: boolean): Promise<void> => {
    const sent = await page.request.fetch(slogUrl, {
      method: 'PATCH',
      data,
      headers: {
        authorization: `Bearer ${ingestToken}`,
        'content-type': 'application/offset+octet-stream',
        'upload-offset': String(offset),
        ...(last ? { 'upload-length': String(offset + data.length) } : {}),
      },
    });
    expect(sent.status()).toBe(204);
    offset += data.length;
  };
  return { place: `/runs/${runId}`, send };
}

/** A run of this test's own; answers where its page is. */
export async function ownRun(page: Page, { title, data, open }: Sent): Promise<string> {
  const { place, send } = await openRun(page, title);
  if (data) await send(data, !open);
  return place;
}

/** A run that has received a whole genuine sample and is over; answers its id. */
export async function receivedRun(page: Page, sample: string, title: string): Promise<string> {
  const place = await ownRun(page, { title, data: readFileSync(samplePath(sample)) });
  const runId = place.replace('/runs/', '');
  await expect
    .poll(async () => (await (await page.request.get(`/api/runs/${runId}`)).json()).endedAt)
    .not.toBeNull();
  return runId;
}

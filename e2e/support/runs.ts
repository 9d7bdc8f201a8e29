import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { samplePath } from './slogs';

/** A run that has received a whole genuine sample and is over; answers its id. */
export async function receivedRun(
  page: Page,
  sample: string,
  title: string,
  planId?: string,
): Promise<string> {
  const data = { title, kind: 'clone', ...(planId === undefined ? {} : { planId }) };
  const made = await page.request.post('/api/runs', { data });
  const { runId, ingestToken, slogUrl } = await made.json();
  const slog = readFileSync(samplePath(sample));
  const sent = await page.request.fetch(slogUrl, {
    method: 'PATCH',
    data: slog,
    headers: {
      authorization: `Bearer ${ingestToken}`,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
      'upload-length': String(slog.length),
    },
  });
  expect(sent.status()).toBe(204);
  await expect
    .poll(async () => (await (await page.request.get(`/api/runs/${runId}`)).json()).endedAt)
    .not.toBeNull();
  return runId;
}

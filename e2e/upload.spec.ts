import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { ended } from './support/desk';
import { analyze, sampleText } from './support/slogs';

/** Chooses a file as soon as the page listens: one chosen before it came alive would go unheard. */
const choose = (page: Page, file: string): Promise<void> =>
  expect(async () => {
    await page.getByLabel('Slog file').setInputFiles(file);
    await expect(page.getByRole('progressbar', { name: /^Uploading/ })).toBeVisible({ timeout: 2_000 });
  }).toPass();

test('uploads a slog with a reload in the middle; the analysis is the one of the whole file', async ({
  page,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck upload '));
  const file = path.join(folder, 'a hundred restarts.slog');
  const text = sampleText('all-well');
  // Long enough that there is a middle: the same node, started a hundred times over one file.
  for (let i = 0; i < 100; i += 1) appendFileSync(file, text);
  await page.goto('/runs');
  const upload = page.getByRole('region', { name: 'Upload a slog' });
  await choose(page, file);
  await expect(upload.getByText(/^[1-9][\d.]* MB of /)).toBeVisible();
  await page.reload();
  await choose(page, file);
  await expect(upload.getByText(/^Went on at/)).toBeVisible();
  await expect(upload.getByText('sent', { exact: true })).toBeVisible({ timeout: 60_000 });
  await upload.getByRole('link', { name: 'Open run' }).click();
  await ended(page, 'complete');
  const runId = /\/runs\/([^/?]+)/.exec(page.url())?.[1];
  const served = await (await page.request.get(`/api/runs/${runId}/analysis`)).json();
  expect(served).toEqual(analyze(file));
  rmSync(folder, { recursive: true });
});

test('names what a file is when it is no slog, and keeps nothing of it as a run that looks well', async ({
  page,
}) => {
  await page.goto('/runs');
  await page.getByLabel('Slog file').setInputFiles({
    name: 'photo.slog',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
  });
  const upload = page.getByRole('region', { name: 'Upload a slog' });
  await expect(upload.getByRole('alert')).toContainText(/PNG/);
});

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineConfig, devices } from '@playwright/test';
import { sessionOf } from './e2e/support/people';
import { ensureBrowser } from './lib/dev/ensure-browser.mjs';

const port = Number(process.env.E2E_PORT ?? 3210);
const root = process.getuid?.() === 0;
// Workers load this file again: the folder of the first load is the one that the server got.
process.env.E2E_DATA_DIR ??= mkdtempSync(path.join(tmpdir(), 'vatdeck-e2e-'));
const executablePath = ensureBrowser({ install: false });

export default defineConfig({
  testDir: 'e2e',
  snapshotPathTemplate: 'e2e/pictures/{arg}{ext}',
  fullyParallel: false,
  workers: 1,
  forbidOnly: Boolean(process.env.CI),
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    baseURL: `http://127.0.0.1:${port}`,
    trace: 'retain-on-failure',
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      chromiumSandbox: !root,
      args: [
        '--disable-quic',
        '--disable-background-networking',
        '--disable-component-update',
        '--no-first-run',
        '--font-render-hinting=none',
      ],
    },
  },
  projects: [
    { name: 'accounts', testMatch: /accounts\.setup\.ts/ },
    // Whoever a journey says nothing about is the operator, who may everything.
    { name: 'journeys', dependencies: ['accounts'], use: { storageState: sessionOf('operator') } },
  ],
  webServer: {
    command: 'node .next/standalone/server.js',
    url: `http://127.0.0.1:${port}/api/health`,
    wait: { stdout: /(?<VATDECK_FIRST_LINK>http:\/\/\S+\/welcome#vdl_[\w-]+)/ },
    env: {
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      NODE_ENV: 'production',
      DATA_DIR: process.env.E2E_DATA_DIR,
      VATDECK_ROOT: import.meta.dirname,
    },
    reuseExistingServer: false,
    timeout: 60_000,
    stdout: 'pipe',
  },
});

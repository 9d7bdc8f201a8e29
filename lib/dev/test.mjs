// `npm test`: everything. Types, lint, arrows, unit, integration on both databases, the kernel's own tests, the browser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from './build.mjs';
import { installPackages, root } from './install.mjs';
import { say } from './say.mjs';
import { verifySources } from './verify.mjs';

const reports = mkdtempSync(path.join(tmpdir(), 'vatdeck-test-'));
/** @type {{what: string, passed: number, failed: number, skipped: number, seconds: number}[]} */
const rows = [];

/** @param {string} file */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Runs one suite and remembers what it counted; a suite that wrote no report or counted no test has failed.
 * @param {string} what
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @param {(report: unknown) => {passed: number, failed: number, skipped: number}} count
 */
function suite(what, args, env, count, cwd = root) {
  say(`${what} …`);
  const since = Date.now();
  const file = env.VATDECK_REPORT ?? '';
  const { status } = spawnSync(process.execPath, args, {
    stdio: 'inherit',
    cwd,
    env: { ...process.env, ...env },
  });
  const report = readReport(file);
  const counted = report ? count(report) : { passed: 0, failed: 1, skipped: 0 };
  if (counted.failed === 0 && (status !== 0 || counted.passed === 0)) counted.failed = 1;
  rows.push({ what, ...counted, seconds: (Date.now() - since) / 1000 });
}

/** @param {any} report */
const countVitest = (report) => ({
  passed: report.numPassedTests,
  failed: report.numFailedTests + report.numFailedTestSuites * Number(report.numFailedTests === 0),
  skipped: report.numPendingTests + report.numTodoTests,
});
/** @param {any} report */
const countPlaywright = ({ stats }) => ({
  passed: stats.expected + stats.flaky,
  failed: stats.unexpected,
  skipped: stats.skipped,
});
/** @param {any} report */
const countNode = (report) => report;

/** @param {string} what @param {string} name @param {Record<string, string>} env */
function vitest(what, name, env, filter = /** @type {string[]} */ ([])) {
  const file = path.join(reports, `${name}.json`);
  const args = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ];
  suite(what, [...args, ...filter], { ...env, VATDECK_REPORT: file }, countVitest);
}

await verifySources();
installPackages(
  "the rehearsal's kernel (compiles its store, about a minute)",
  path.join(root, 'lib/rehearsal'),
);
await build();
const { startPostgres } = await import('./throwaway-postgres.mjs');
const postgres = process.env.DATABASE_URL_TEST
  ? null
  : await startPostgres({ install: process.env.CI === 'true' });
const url = process.env.DATABASE_URL_TEST ?? postgres?.url;
if (!url) say('No PostgreSQL found: the database tests run on the embedded database alone.');

vitest('Unit and integration, embedded database', 'unit', {});
if (url) vitest('Database and server, PostgreSQL', 'postgres', { DATABASE_URL_TEST: url }, ['lib/server']);
const kernelReport = path.join(reports, 'kernel.json');
suite(
  'The rehearsal on a real kernel',
  [
    '--test',
    '--test-reporter=spec',
    '--test-reporter-destination=stdout',
    '--test-reporter=../dev/count-tests.mjs',
    `--test-reporter-destination=${kernelReport}`,
    'test/',
  ],
  { VATDECK_REPORT: kernelReport, NODE_OPTIONS: '' },
  countNode,
  path.join(root, 'lib/rehearsal'),
);
const { ensureBrowser } = await import('./ensure-browser.mjs');
const browser = ensureBrowser();
const browserReport = path.join(reports, 'browser.json');
suite(
  'Journeys in a real browser',
  ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
  {
    ...(browser ? { E2E_CHROMIUM: browser } : {}),
    VATDECK_REPORT: browserReport,
    PLAYWRIGHT_JSON_OUTPUT_NAME: browserReport,
  },
  countPlaywright,
);
postgres?.stop();
rmSync(reports, { recursive: true, force: true });

const total = rows.reduce(
  (sum, row) => ({
    passed: sum.passed + row.passed,
    failed: sum.failed + row.failed,
    skipped: sum.skipped + row.skipped,
  }),
  { passed: 0, failed: 0, skipped: 0 },
);
console.log('\nWhat ran (types, lint, format and the build passed before):');
for (const row of rows) {
  console.log(
    `  ${row.what.padEnd(44)} ${row.passed} passed, ${row.failed} failed, ${row.skipped} skipped, ${row.seconds.toFixed(0)} s`,
  );
}
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.failed === 0 ? 0 : 1);

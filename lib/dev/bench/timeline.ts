import { type CDPSession, chromium, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { formatBytes } from '@/lib/base/time';
import { percentiles } from '@/lib/dev/bench/percentiles';
import { ensureBrowser } from '@/lib/dev/ensure-browser.mjs';

/**
 * The timeline in headless Chromium: the product's component, a run of 100,000 bars, moved at every frame. The browser's limit
 * of 60 frames a second is off, so that a frame's time is what it costs.
 */
const FLAGS = [
  '--disable-frame-rate-limit',
  '--disable-gpu-vsync',
  '--no-first-run',
  '--force-color-profile=srgb',
];

/** The few classes of the component that have to do with size; the page has no style sheet of the product. */
const STYLE = `
  body { margin: 0; font: 14px sans-serif; --color-bg: #fff; --color-ink: #111; }
  .relative { position: relative } .absolute { position: absolute } .inset-0 { inset: 0 }
  .h-full { height: 100% } .w-full { width: 100% } .overflow-y-auto { overflow-y: auto }
  .pointer-events-none { pointer-events: none }
`;

async function inPage(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['lib/dev/bench/timeline-in-page.ts'],
    alias: { '@': process.cwd() },
    define: { 'process.env.NODE_ENV': '"production"' },
    bundle: true,
    minify: true,
    format: 'iife',
    jsx: 'automatic',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

type Frames = { readonly ms: number[]; readonly calls: number[] };

const measured = <T>(page: Page, what: 'still' | 'fed' | 'inputsFed'): Promise<T> =>
  page.evaluate((name) => Reflect.get(globalThis, 'benchTimeline')[name](), what);

async function heap(page: Page, session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await page.waitForTimeout(50);
  return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
}

const ms = (value: number): string => value.toFixed(1);

function frameRow({ ms: took, calls }: Frames) {
  const { p50, p95, p99, max } = percentiles(took);
  const drawn = percentiles(calls);
  return {
    'p50 ms': ms(p50),
    'p95 ms': ms(p95),
    'p99 ms': ms(p99),
    'max ms': ms(max),
    'canvas calls p50': drawn.p50,
    'canvas calls max': drawn.max,
  };
}

const executablePath = ensureBrowser({ install: false });
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  chromiumSandbox: process.getuid?.() !== 0,
  args: FLAGS,
});
try {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const session = await page.context().newCDPSession(page);
  page.on('pageerror', (error) => console.error(error));
  await page.setContent(`<!doctype html><style>${STYLE}</style><main></main>`);
  await page.addScriptTag({ content: await inPage() });
  await page.waitForSelector('[role=application]');
  await page.waitForTimeout(500);
  const still = await measured<Frames>(page, 'still');
  const fed = await measured<Frames>(page, 'fed');
  const inputs = percentiles(await measured<number[]>(page, 'inputsFed'));
  console.log('\nTimeline of 100,000 bars, panned and zoomed at every frame (16.7 ms is 60 a second)');
  console.table({ 'log at rest': frameRow(still), '20,000 entries/s': frameRow(fed) });
  console.log(
    `Input to paint at 20,000 entries/s: p50 ${ms(inputs.p50)} ms, p99 ${ms(inputs.p99)} ms, max ${ms(inputs.max)} ms. ` +
      `Tab's heap: ${formatBytes(await heap(page, session))}.`,
  );
} finally {
  await browser.close();
}

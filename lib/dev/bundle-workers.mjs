// Bundles what runs outside Next: Node 20 cannot load TypeScript into a worker, and Next bundles only what pages import.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../..');

/** The folder, in the checkout and beside the standalone server, that workers are started from. */
export const WORKERS = 'lib/generated/workers';

/** Several test processes bundle at once while others start workers: a file is the old one or the new one, never half. @param {import('esbuild').OutputFile} file */
function replaceFile({ path: file, contents }) {
  const part = `${file}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, file);
}

/**
 * Writes `outdir/NAME.mjs` for every `NAME: source`; a second or less.
 * @param {Record<string, string>} entryPoints
 * @param {string} outdir
 */
export async function bundle(entryPoints, outdir) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints,
    outdir,
    outExtension: { '.js': '.mjs' },
    alias: { '@': root },
    bundle: true,
    platform: 'node',
    format: 'esm',
    // Generated code has no types to check.
    banner: { js: '// @ts-nocheck' },
    target: 'node20',
    sourcemap: 'inline',
    sourcesContent: false,
    logLevel: 'warning',
    write: false,
  });
  mkdirSync(path.join(root, outdir), { recursive: true });
  for (const file of outputFiles) replaceFile(file);
}

/** Writes the worker threads of the product. */
export const bundleWorkers = () =>
  bundle(
    {
      'fold-worker': 'lib/server/fold-worker/main.ts',
      'inventory-worker': 'lib/server/inventory/worker/main.ts',
      'settle-worker': 'lib/server/report/settle-worker/main.ts',
    },
    WORKERS,
  );

if (process.argv[1] === import.meta.filename) await bundleWorkers();

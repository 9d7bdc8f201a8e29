// `npm run verify`: types, lint, format, arrows, unit tests, build. Works offline once the packages are installed.

import { build, bundle } from './build.mjs';
import { generate, install } from './install.mjs';
import { nodeStep } from './say.mjs';

/** The checks that need no database server and no browser. */
export async function verifySources() {
  install();
  generate();
  await bundle();
  nodeStep('Route types', ['node_modules/next/dist/bin/next', 'typegen']);
  nodeStep('Types', ['node_modules/typescript/bin/tsc', '--noEmit']);
  nodeStep('Lint', ['node_modules/oxlint/bin/oxlint', '--type-aware', '--deny-warnings']);
  nodeStep('Format', ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']);
}

if (process.argv[1] === import.meta.filename) {
  await verifySources();
  nodeStep('Arrows and unit tests', ['node_modules/vitest/vitest.mjs', 'run']);
  await build();
}

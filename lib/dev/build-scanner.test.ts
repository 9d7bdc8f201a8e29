import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compileScanner, MODULE } from '@/lib/dev/build-scanner.mjs';

it('the committed scanner is what its sources compile to', async () => {
  // If not: node lib/dev/build-scanner.mjs
  expect((await compileScanner()) === readFileSync(MODULE, 'utf8')).toBe(true);
});

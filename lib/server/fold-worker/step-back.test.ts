import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';

const here = pathToFileURL(path.resolve('lib/server/fold-worker/step-back.ts')).href;

/** How much weaker each thread of a process of its own is after it ran the code; its first thread comes first. */
function weaker(code: string): number[] {
  const script = `
    import { readdirSync } from 'node:fs';
    import { getPriority } from 'node:os';
    import { helpersStepBack, stepBack } from ${JSON.stringify(here)};
    const before = getPriority(process.pid);
    ${code}
    const threads = readdirSync('/proc/self/task').map(Number).sort((a, b) => (b === process.pid) - (a === process.pid));
    console.log(JSON.stringify(threads.map((thread) => getPriority(thread) - before)));`;
  return JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      encoding: 'utf8',
    }),
  );
}

describe.runIf(process.platform === 'linux')('threads step back', () => {
  it('all but the one that serves pages, each from where it stands', () => {
    const [first, ...others] = weaker('helpersStepBack(2); helpersStepBack(3);');
    expect(first).toBe(0);
    expect(others.length).toBeGreaterThan(3);
    expect(new Set(others)).toEqual(new Set([5]));
  });

  it('the one that calls, alone', () => {
    const [first, ...others] = weaker('stepBack(4);');
    expect(first).toBe(4);
    expect(new Set(others)).toEqual(new Set([0]));
  });
});

import { describe, expect, it } from 'vitest';
import { plainSkimmer } from '@/lib/slog/skim/fastest';
import { makeWasmSkimmer } from '@/lib/slog/skim/wasm';
import { drawFrom } from '@/lib/upgrade/fold/skim/hostile-lines';
import { knowledge, shorten, sizesOf } from '@/lib/upgrade/fold/skim/knowledge';
import { drawnLog } from '@/lib/upgrade/fold/skim/scenes';

const LOGS = Math.ceil(Number(process.env.FUZZ_LINES ?? 40_000) / 200);
const SEED = Number(process.env.FUZZ_SEED ?? 1);

describe.each([
  ['WebAssembly', makeWasmSkimmer()],
  ['plain JavaScript', plainSkimmer],
])('skimmed in %s', (_name, skimmer) => {
  it(`knows of rare events what the fold of JSON.parse knows (${LOGS} logs)`, { timeout: 3_600_000 }, () => {
    expect(skimmer).not.toBe(null);
    const draw = drawFrom(SEED);
    for (let i = 0; i < LOGS; i += 1) {
      const bytes = drawnLog(draw);
      const sizes = sizesOf(draw);
      const differs = (text: Uint8Array): boolean =>
        knowledge(text, skimmer, sizes) !== knowledge(text, null, [text.length + 1]);
      if (differs(bytes)) expect.fail(`another document for:\n${shorten(bytes, differs)}`);
    }
  });
});

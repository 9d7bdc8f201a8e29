import { err, ok, type Result } from '@/lib/base/result';
import { emptyPlan } from '@/lib/plan/empty-plan';
import type { Note, Reading, ReadPlan } from '@/lib/plan/formats/format';
import { coreEvalStep } from '@/lib/plan/formats/steps';

const BUNDLE = /bundleID:\s*"(b1-[0-9a-f]{128})"/g;
const MANIFEST = /const\s+manifestBundleRef\s*=\s*\{\s*bundleID:\s*"(b1-[0-9a-f]{128})"/;
const CALL = /const\s+getManifestCall\s*=\s*harden\(\s*\[\s*"(\w{1,200})"/;

/**
 * What a core-eval script that `writeCoreEval` made tells without running it: the manifest's bundle and getter, and the bundles that it is
 * given (plan-formats.md 5). Which vat they are for, only its behaviours know: the notes ask for it.
 */
export function planOfCoreEvalScript(text: string, name: string, reading: Reading): Result<ReadPlan> {
  const getter = CALL.exec(text)?.[1];
  const manifest = MANIFEST.exec(text)?.[1];
  if (getter === undefined || manifest === undefined)
    return err('it has no manifestBundleRef and getManifestCall, as scripts of writeCoreEval have.');
  const proposal = { module: name, entrypoint: getter, args: [], upgrades: [] };
  const bundles = [
    ...new Set(
      [...text.matchAll(BUNDLE)].flatMap(([, id]) => (id !== undefined && id !== manifest ? [id] : [])),
    ),
  ];
  const notes: Note[] = [
    {
      where: name,
      message: `Its manifest is ${getter} of ${manifest.slice(0, 12)}…; say its builder's module and which vats it upgrades.`,
    },
    ...bundles.map((bundle): Note => ({ where: name, message: `It is given the bundle ${bundle}.` })),
  ];
  return ok({
    plan: {
      ...emptyPlan(reading.chain, reading.upgradeName),
      steps: [coreEvalStep([proposal], reading.newId())],
    },
    notes,
  });
}

import { err, ok, type Result } from '@/lib/base/result';
import { planOfA3p } from '@/lib/plan/formats/a3p';
import { fillBundles, planOfBuilderOutput, readBuilderOutput } from '@/lib/plan/formats/builder-output';
import { planOfCoreEvalScript } from '@/lib/plan/formats/core-eval-script';
import { planOfCoreProposals } from '@/lib/plan/formats/core-proposals';
import type { Note, ReadFormat, Reading, ReadPlan, SourceFile } from '@/lib/plan/formats/format';
import { type Path, type PlacedValue, parsePlaced, pathIn, sayPath } from '@/lib/plan/formats/place';
import { readGo } from '@/lib/plan/formats/read-go';
import { Unfit } from '@/lib/plan/formats/steps';
import { planOfUpgradeInfo } from '@/lib/plan/formats/upgrade-info';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';

/** A plan taken in, and by which notation. */
export type ImportedPlan = ReadPlan & { readonly format: ReadFormat };

const keysOf = (value: unknown): readonly string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];

/** The notation of parsed JSON or YAML by what only it has. */
function formatOfValue(value: unknown, name: string): ReadFormat {
  const keys = keysOf(value);
  if (keys.includes('schema')) return /\.ya?ml$/i.test(name) ? 'yaml' : 'json';
  if (keys.includes('agoricProposal')) return 'a3p';
  if (keys.includes('bundles') && keys.includes('script')) return 'builder-output';
  if (Array.isArray(value) || keys.includes('steps')) return 'core-proposals';
  return 'upgrade-info';
}

/** Reads what came as JSON or YAML; throws `Unfit`. */
function readValue(format: ReadFormat, value: unknown, reading: Reading): Result<ReadPlan> {
  if (format === 'a3p') return planOfA3p(value, reading);
  if (format === 'builder-output') return planOfBuilderOutput(value, reading);
  if (format === 'core-proposals') return planOfCoreProposals(value, reading);
  if (format === 'upgrade-info') return planOfUpgradeInfo(value, reading);
  const plan = parsePlan(value);
  return plan.ok ? ok({ plan: plan.value, notes: [] }) : err(plan.error);
}

/** "line 12, steps[1][0].module: …" with as much of it as is known. */
function atPlace(placed: PlacedValue, path: Path, message: string): string {
  const line = placed.lineOf(path);
  const place = [line === null ? '' : `line ${line}`, sayPath(path)].filter((part) => part !== '');
  return place.length === 0 ? message : `${place.join(', ')}: ${message}`;
}

function readPlaced(format: ReadFormat, placed: PlacedValue, reading: Reading): Result<ReadPlan> {
  try {
    const read = readValue(format, placed.value, reading);
    return read.ok ? read : err(atPlace(placed, pathIn(read.error), read.error));
  } catch (error) {
    if (error instanceof Unfit) return err(atPlace(placed, error.path, error.message));
    throw error;
  }
}

/** Whatever a reader made must be a plan by the plan's own rules: sizes, texts and links are bounded there. */
function checked(read: ReadPlan, format: ReadFormat): Result<ImportedPlan> {
  const plan = parsePlan(read.plan);
  return plan.ok ? ok({ plan: plan.value, notes: read.notes, format }) : err(plan.error);
}

function readOne(
  { name, text }: SourceFile,
  wanted: ReadFormat | null,
  reading: Reading,
): Result<ImportedPlan> {
  const format = wanted ?? (/\.go$/i.test(name) ? 'go' : /\.[cm]?js$/i.test(name) ? 'core-eval' : null);
  if (format === 'go' || format === 'core-eval') {
    const read = format === 'go' ? readGo(text, reading) : planOfCoreEvalScript(text, name, reading);
    return read.ok ? checked(read.value, format) : read;
  }
  const placed = parsePlaced(text);
  if (!placed.ok) return placed;
  const known = format ?? formatOfValue(placed.value.value, name);
  const read = readPlaced(known, placed.value, reading);
  return read.ok ? checked(read.value, known) : read;
}

/** What a file is called in words: no path, and nothing that a terminal would obey or an eye would miss. */
const baseName = (name: string): string =>
  (name.split(/[\\/]/).at(-1) ?? '')
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200) || 'the text';

/**
 * A plan from a file in any notation; `format` null recognises it. Nothing is dropped: what the plan cannot carry is in the notes.
 * Errors name the file, and the line and field where they are known.
 */
export function readPlanFile(
  file: SourceFile,
  format: ReadFormat | null,
  reading: Reading,
): Result<ImportedPlan> {
  const name = baseName(file.name);
  if (file.text.trim() === '') return err(`${name}: it is empty.`);
  const read = readOne({ name, text: file.text }, format, reading);
  return read.ok ? read : err(`${name}: ${read.error}`);
}

function fillFrom(file: SourceFile, plan: Plan): Result<ReadPlan> {
  const placed = parsePlaced(file.text);
  if (!placed.ok) return err(`${baseName(file.name)}: ${placed.error}`);
  try {
    return ok(fillBundles(plan, readBuilderOutput(placed.value.value)));
  } catch (error) {
    if (error instanceof Unfit)
      return err(`${baseName(file.name)}: ${atPlace(placed.value, error.path, error.message)}`);
    throw error;
  }
}

/** The plan with the bundle ids of builder outputs (`…-plan.json`) filled in; all of them or an error. */
export function fillPlan(plan: Plan, files: readonly SourceFile[]): Result<ReadPlan> {
  let filled: ReadPlan = { plan, notes: [] };
  for (const file of files) {
    const next = fillFrom(file, filled.plan);
    if (!next.ok) return next;
    const notes: readonly Note[] = [...filled.notes, ...next.value.notes];
    filled = { plan: next.value.plan, notes };
  }
  return ok(filled);
}

import { COLLECTIONS, type Frame } from '@/lib/live/frame';
import { documentOf, tailOf } from '@/lib/live/overview';
import { ANALYSIS_SCHEMA } from '@/lib/upgrade/analysis';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const hasDocument = (analysis: unknown): boolean =>
  isRecord(analysis) &&
  analysis['schema'] === ANALYSIS_SCHEMA &&
  isRecord(analysis['source']) &&
  isRecord(analysis['summary']) &&
  COLLECTIONS.every((name) => Array.isArray(analysis[name]));

const hasOverview = ({ kind }: Record<string, unknown>): boolean => kind === 'snapshot' || kind === 'outline';

/** Checks the envelope and the document's outline; what is inside a collection is the server's own fold and taken as it is. */
function isFrame(value: unknown): value is Frame {
  if (!isRecord(value) || typeof value['epoch'] !== 'string' || typeof value['runId'] !== 'string')
    return false;
  if (!Number.isSafeInteger(value['seq']) || typeof value['now'] !== 'number' || !isRecord(value['facts']))
    return false;
  if (hasOverview(value)) return hasDocument(value['analysis']);
  return value['kind'] === 'delta' && isRecord(value['delta']);
}

/** A snapshot's overview, and an outline's, becomes the document it stands for. */
function opened(value: unknown): unknown {
  if (!isRecord(value) || !hasOverview(value)) return value;
  const { overview, ...head } = value;
  return { ...head, analysis: documentOf(overview), tail: tailOf(overview) };
}

/** Reads one event of a run's stream; null for anything that is not a frame. */
export function parseFrame(text: unknown): Frame | null {
  if (typeof text !== 'string') return null;
  try {
    const value = opened(JSON.parse(text));
    return isFrame(value) ? value : null;
  } catch {
    return null;
  }
}

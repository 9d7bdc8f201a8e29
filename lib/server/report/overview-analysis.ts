import { documentOf } from '@/lib/live/overview';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What an overview of our own fold says, as UTF-8 JSON: the document without what each vat did in each run, which no report shows. */
export function analysisOfOverview(bytes: Uint8Array): Analysis<unknown> {
  const document = documentOf(JSON.parse(Buffer.from(bytes).toString('utf8')));
  if (document === null) throw new Error('The overview of a run is damaged.');
  return asAnalysis(document);
}

/** `documentOf` has looked at every collection. */
const asAnalysis = (document: object): Analysis<unknown> => document as Analysis<unknown>;

// A reporter for Node's test runner that writes only the counts, for `npm test`'s last lines.

/** @param {AsyncIterable<{type: string, data: {skip?: unknown, todo?: unknown, details?: {type?: string}}}>} source */
export default async function* countTests(source) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for await (const { type, data } of source) {
    if (data?.details?.type === 'suite') continue;
    if (type === 'test:fail') counts.failed += 1;
    if (type === 'test:pass') counts[data.skip || data.todo ? 'skipped' : 'passed'] += 1;
  }
  yield JSON.stringify(counts);
}

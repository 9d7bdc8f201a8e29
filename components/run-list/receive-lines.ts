import type { RunSource } from '@/lib/client/use-runs';

/** What to paste where the node is: its environment, or the command that follows its slog file. */
export function receiveLines({ runId, ingestToken, slogUrl }: RunSource, origin: string) {
  const env = [
    'SLOGSENDER=/path/to/slog-sender/slog-sender.js',
    `VATDECK_SLOG_URL=${origin}${slogUrl}`,
    `VATDECK_TOKEN=${ingestToken}`,
  ].join('\n');
  const tail = [
    'npm run vatdeck -- tail /path/to/slogfile',
    `--url ${origin}`,
    `--run ${runId}`,
    `--token ${ingestToken}`,
  ].join(' \\\n  ');
  return { env, tail };
}

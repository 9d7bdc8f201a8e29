import { createHash } from 'node:crypto';
import { readSource } from '@/lib/cli/plan/load-plan';
import type { ReportOptions } from '@/lib/cli/report';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { parseReport, reportHash } from '@/lib/report/report-file';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** `vatdeck report verify`: the content hash of a JSON form; 2 if it is not the one that was printed. */
export async function verify(
  file: string,
  { hash, json }: ReportOptions,
  terminal: Terminal,
): Promise<number> {
  const { name, text } = await readSource(file, terminal);
  const report = parseReport(text);
  if (!report.ok) throw new CliFault(EXIT.usage, `${name}: ${report.error}`);
  const found = reportHash(report.value, sha256);
  const same = hash === undefined || hash.toLowerCase() === found;
  const words =
    hash === undefined
      ? ''
      : same
        ? 'The content is the published one.\n'
        : 'The content is NOT the published one.\n';
  terminal.out(json ? `${JSON.stringify({ hash: found, same })}\n` : `${found}\n${words}`);
  return same ? EXIT.done : EXIT.differs;
}

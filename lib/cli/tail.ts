import path from 'node:path';
import { formatBytes } from '@/lib/base/time';
import { EXIT, UploadFault } from './upload/exit-code';
import { growingSource, waitForFile } from './upload/growing-source';
import { helpText, readOptions, type UploadOptions } from './upload/options';
import { resumeCommand, type Session, uploadSource, withFaults } from './upload/session';
import { processTerminal, type Terminal } from './upload/terminal';

/** `vatdeck tail FILE`: a growing slog as one run, until Ctrl-C. Resolves to the exit code. */
export function run(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  return withFaults('tail', terminal, async () => {
    const options = readOptions('tail', argv, terminal.env);
    if (options !== 'help') return tail(options, terminal);
    terminal.out(helpText('tail'));
    return EXIT.done;
  });
}

async function tail(options: UploadOptions, terminal: Terminal): Promise<number> {
  const { file } = options;
  await waitForFile(file, terminal.interrupted, () => terminal.err(`Waiting for ${file} to appear.\n`));
  if (terminal.interrupted.aborted) return EXIT.done;
  const source = await growingSource(file, Date.now);
  try {
    const session = await uploadSource(source, options, terminal, path.basename(file));
    await leave(session, options, terminal);
    return EXIT.done;
  } finally {
    await source.close();
  }
}

/** Ctrl-C: the run stays as it is, or ends here when that was asked for. */
async function leave(
  { key, door, end }: Session,
  { file, url, end: endsRun }: UploadOptions,
  terminal: Terminal,
) {
  if (!endsRun) {
    terminal.err(`Sent ${formatBytes(end.bytes)}; the run is still open. To go on:\n  `);
    terminal.err(`${resumeCommand('tail', file, url, key)}\n`);
    return;
  }
  const problem = await door.end();
  if (problem) throw new UploadFault(EXIT.refused, `The run could not be ended: ${problem}`);
  terminal.err(`Sent ${formatBytes(end.bytes)} and ended the run.\n`);
}

import path from 'node:path';
import { formatBytes } from '@/lib/base/time';
import { EXIT } from './upload/exit-code';
import { fileSource } from './upload/file-source';
import { helpText, readOptions, type UploadOptions } from './upload/options';
import { resumeCommand, uploadSource, withFaults } from './upload/session';
import { stdinSource } from './upload/stdin-source';
import { processTerminal, type Terminal } from './upload/terminal';

/** `vatdeck send FILE|-`: the whole of a slog as one run. Resolves to the exit code. */
export function run(argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> {
  return withFaults('send', terminal, async () => {
    const options = readOptions('send', argv, terminal.env);
    if (options !== 'help') return send(options, terminal);
    terminal.out(helpText('send'));
    return EXIT.done;
  });
}

async function send(options: UploadOptions, terminal: Terminal): Promise<number> {
  const isPipe = options.file === '-';
  const stdin = isPipe ? await stdinSource(terminal.stdin, terminal.interrupted) : null;
  const source = stdin ?? (await fileSource(options.file));
  try {
    const title = isPipe ? 'standard input' : path.basename(options.file);
    const { key, end } = await uploadSource(source, options, terminal, title);
    if (end.kind === 'whole') {
      terminal.err(`Sent ${formatBytes(end.bytes)}.\n`);
      await stdin?.discard();
      return EXIT.done;
    }
    const file = stdin?.spoolFile ?? options.file;
    terminal.err(`Interrupted at ${formatBytes(end.bytes)}. To go on:\n  `);
    terminal.err(`${resumeCommand('send', file, options.url, key)}\n`);
    return EXIT.interrupted;
  } finally {
    await source.close();
  }
}

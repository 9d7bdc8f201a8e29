import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

const root = path.resolve(import.meta.dirname, '../..');

export const samplePath = (name: string): string => path.join(root, 'lib/slog/samples', `${name}.slog.gz`);

/** The text of a genuine sample of the repository's own rehearsal. */
export const sampleText = (name: string): Buffer => gunzipSync(readFileSync(samplePath(name)));

/** The document of an uninterrupted log, by the command line: what every interrupted one must equal. */
export function analyze(file: string): unknown {
  try {
    return JSON.parse(
      execFileSync('npm', ['run', '-s', 'vatdeck', '--', 'analyze', file, '--json'], {
        cwd: root,
        maxBuffer: 1e9,
      }).toString(),
    );
  } catch (error) {
    // Findings make the command exit with 2 to 4; the document is on stdout all the same.
    if (error instanceof Error && 'stdout' in error && Buffer.isBuffer(error.stdout))
      return JSON.parse(error.stdout.toString());
    throw error;
  }
}

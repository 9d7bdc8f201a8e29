import { parseArgs } from 'node:util';
import { fileOf, loadRun } from '@/lib/cli/load-run';
import { plain } from '@/lib/cli/plain';
import { CliFault, EXIT, processTerminal, saying, type Terminal } from '@/lib/cli/terminal';
import { compareRuns } from '@/lib/compare/compare-runs';
import { comparisonMarkdown } from '@/lib/compare/comparison-markdown';
import type { NodeAgreement } from '@/lib/compare/first-divergence';
import { compareNodes, textOfFile } from '@/lib/server/compare/node-cranks';

const HELP = `Compares runs: first what differs in kind, then how much; or two nodes of one chain, crank by crank.

  vatdeck compare A B [--json|--md]      A and B are slogs, or documents of \`vatdeck analyze --json\`; several with commas,
                                         and from three on a side's spread is its noise band
  vatdeck compare A B --cranks [--json]  the first crank that two nodes carried out differently, with the raw lines of both

Exit codes
  0  no difference in kind; --cranks: the nodes agree
  1  wrong usage or unreadable input
  2  something differs
`;

const sayNodes = ({ shared, divergence }: NodeAgreement): string => {
  if (divergence === null) return `The nodes agree in all ${shared} cranks that both logs have.\n`;
  const { crankNum, fields, a, b, rawA, rawB } = divergence;
  const where = ({ line, blockHeight }: typeof a): string =>
    `line ${line}${blockHeight === null ? '' : `, block ${blockHeight}`}`;
  const values = fields.map((field) => `  ${field}: ${a[field] ?? '–'} | ${b[field] ?? '–'}`);
  return [
    `After ${shared} equal cranks, crank ${crankNum} differs in ${fields.join(', ')}.`,
    ...values,
    '',
    `A (${where(a)})`,
    ...rawA.map((line) => `  ${line}`),
    '',
    `B (${where(b)})`,
    ...rawB.map((line) => `  ${line}`),
    '',
  ].join('\n');
};

function options(argv: readonly string[]) {
  const flag = { type: 'boolean' } as const;
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { json: flag, md: flag, cranks: flag, help: flag },
    });
  } catch (error) {
    throw new CliFault(EXIT.usage, error instanceof Error ? error.message : String(error));
  }
}

async function nodes(a: string, b: string, json: boolean, terminal: Terminal): Promise<number> {
  const agreement = await compareNodes(
    textOfFile(fileOf(a, terminal)),
    textOfFile(fileOf(b, terminal)),
  ).catch((error: unknown) => {
    throw new CliFault(EXIT.usage, error instanceof Error ? error.message : String(error));
  });
  terminal.out(json ? `${JSON.stringify(agreement)}\n` : plain(sayNodes(agreement)));
  return agreement.divergence === null ? EXIT.done : EXIT.differs;
}

async function compare(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = options(argv);
  if (values.help) {
    terminal.out(HELP);
    return EXIT.done;
  }
  const [a, b, ...more] = positionals;
  if (a === undefined || b === undefined || more.length > 0)
    throw new CliFault(EXIT.usage, 'Usage: vatdeck compare A B [--json|--md|--cranks]');
  if (values.cranks) return nodes(a, b, values.json ?? false, terminal);
  const side = async (names: string) => {
    const runs = [];
    for (const name of names.split(',')) runs.push(await loadRun(name, terminal));
    return runs.map(({ name, analysis }) => ({ title: name, analysis }));
  };
  const comparison = compareRuns(await side(a), await side(b));
  terminal.out(values.json ? `${JSON.stringify(comparison)}\n` : plain(comparisonMarkdown(comparison)));
  return comparison.kinds.length === 0 ? EXIT.done : EXIT.differs;
}

/** `vatdeck compare A B`. Resolves to the exit code. */
export const run = (argv: readonly string[], terminal: Terminal = processTerminal()): Promise<number> =>
  saying('compare', terminal, () => compare(argv, terminal));

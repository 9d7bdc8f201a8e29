import { plain } from '@/lib/cli/plain';
import { exactly, readOptions } from '@/lib/cli/plan/options';
import { ask } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { paths } from '@/lib/url/paths';

const USAGE = 'approve PLAN-ID --digest DIGEST [--decline] [--reason TEXT]';

const sentenceOf = (answer: unknown): string => {
  const verdict: unknown =
    typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'verdict') : null;
  return typeof verdict === 'object' && verdict !== null
    ? String(Reflect.get(verdict, 'sentence'))
    : 'Recorded.';
};

/** `vatdeck plan approve`: a decision on exactly the digest that was read; the server refuses any other. */
export async function approve(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(
    argv,
    ['url', 'token-file', 'json', 'digest', 'decline', 'reason'],
    terminal,
  );
  const [name] = exactly(given, 1, USAGE);
  const { digest, decline, reason, json } = given.values;
  if (digest === undefined)
    throw new CliFault(
      EXIT.usage,
      'Which digest? `vatdeck plan list` shows it; approve the one that you read.',
    );
  const answer = await ask(given.loading.server, paths.api.approvals(name.replace(/^plan:/, '')), {
    method: 'POST',
    body: { digest, decision: decline ? 'decline' : 'approve', reason: reason ?? null },
  });
  terminal.out(json ? `${JSON.stringify(answer)}\n` : plain(`${sentenceOf(answer)}\n`));
  return EXIT.done;
}

import { HELP, VERBS } from '@/lib/cli/verbs';

/** Calls the verb that the first argument names; resolves to the exit code. */
async function main([name, ...argv]: readonly string[]): Promise<number> {
  if (name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  const verb = name !== undefined && Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb) return (await verb.load()).run(argv);
  process.stderr.write(
    name === undefined ? HELP : `There is no verb "${name}". \`vatdeck --help\` lists them.\n`,
  );
  return 1;
}

process.exitCode = await main(process.argv.slice(2));

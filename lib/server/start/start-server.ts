import { keepExactHeaders } from '@/lib/server/exact-headers';
import { helpersStepBack } from '@/lib/server/fold-worker/step-back';
import { instance } from '@/lib/server/instance';
import { firstAdminWords, tidyPeople } from '@/lib/server/people/first-admin';
import { ignoreForwarded } from '@/lib/server/people/forwarded';
import { seedPlan } from '@/lib/server/plan/seed-plan';
import { answerReadersFirst } from '@/lib/server/report/readers-first';
import { allowLongBodies } from '@/lib/server/start/long-bodies';
import { recoverRuns } from '@/lib/server/start/recover-runs';
import { stopOnSignal } from '@/lib/server/start/stop-server';

/** As much as a fold's own thread: what packs its blocks should wait for pages as well. */
const HELPERS_NICE = 5;

/** Brings the server up once per process, before its first request: database, seed, open runs, the kernel's preparation. */
export async function startServer(): Promise<void> {
  // Before any other thread is started: the database answers pages and stays as strong as they are.
  helpersStepBack(HELPERS_NICE);
  allowLongBodies();
  keepExactHeaders();
  const here = await instance();
  if (!here.env.auth.trustProxy) ignoreForwarded();
  answerReadersFirst(here);
  await seedPlan(here.database);
  await recoverRuns(here);
  await here.upkeep.start();
  await here.readings.start();
  here.kernel.start();
  await tidyPeople(here);
  const words = await firstAdminWords(here);
  if (words !== null) console.log(words);
  stopOnSignal(here);
}

/** Without its data the server is of no use; the reason is the last thing in the terminal, not a stack. */
export async function startOrExit(): Promise<void> {
  try {
    await startServer();
  } catch (error) {
    console.error(`Vatdeck cannot start: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  }
}

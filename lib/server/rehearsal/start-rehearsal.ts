import { mayPlan } from '@/lib/approval/may';
import { checkPlan } from '@/lib/plan/check';
import type { PlanView } from '@/lib/plan/plan-view';
import { REHEARSAL_CHAIN } from '@/lib/plan/rehearsal-plan';
import { SCENARIOS, type Scenario } from '@/lib/plan/scenario';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { type Instance, instance } from '@/lib/server/instance';
import { readPlan } from '@/lib/server/plan/read-plan';
import { type BuiltInChain, whyNotBuiltIn } from '@/lib/server/rehearsal/built-in-chain';
import { insertRun } from '@/lib/server/run/create-run';

export type RehearsalOrder = {
  readonly planId: string;
  readonly digest: string;
  readonly scenario: Scenario;
};

function checkFree({ kernel, rehearsals }: Instance): void {
  if (kernel.state.state !== 'ready')
    throw new ServerError('not-ready', 'The kernel is not ready to rehearse yet.', {
      hint:
        kernel.state.state === 'failed'
          ? kernel.state.remedy
          : 'It is being prepared; the page shows how far it is.',
      current: kernel.state,
    });
  if (rehearsals.runId !== null)
    throw new ServerError('conflict', 'A rehearsal is running; one at a time.', {
      hint: 'Watch it, or stop it first.',
      current: { runId: rehearsals.runId },
    });
}

function checkOrder(actor: Actor, view: PlanView, { digest }: RehearsalOrder): void {
  const may = mayPlan('rehearse', { ...view, name: actor.name, roles: actor.roles });
  if (!may.ok)
    throw new ServerError(may.kind === 'role' ? 'forbidden' : 'conflict', may.reason, { current: view });
  if (view.digest !== digest)
    throw new ServerError(
      'conflict',
      `"${view.title}" was changed since you looked (revision ${view.revisionNo}).`,
      {
        hint: 'Look at the plan as it is now, then rehearse that.',
        current: view,
      },
    );
  if (view.plan.chain !== REHEARSAL_CHAIN)
    throw new ServerError(
      'bad-input',
      `The built-in chain is ${REHEARSAL_CHAIN}; this plan is for ${view.plan.chain}.`,
      { hint: 'Rehearse it on a clone of that chain, and send the slog as a run of this plan.' },
    );
  const blocker = checkPlan(view.plan).find(({ strength }) => strength === 'hard');
  if (blocker) throw new ServerError('bad-input', blocker.message);
}

/** So many reasons are said; the rest is counted. */
const SAID = 3;

/** Whatever the chain lacks is said before the kernel starts, not by a core eval that fails minutes later. */
function checkBuiltIn({ title, plan }: PlanView, chain: BuiltInChain | null): void {
  const why = chain ? whyNotBuiltIn(plan, chain) : [];
  if (why.length === 0) return;
  const more = why.length > SAID ? ` And ${why.length - SAID} more.` : '';
  throw new ServerError(
    'bad-input',
    `The built-in chain cannot carry out "${title}". ${why.slice(0, SAID).join(' ')}${more}`,
    { hint: 'Nothing was started. Change the plan, then rehearse it.' },
  );
}

/** Starts the built-in kernel on exactly the plan that was shown; answers with the run it will fill. */
export async function startRehearsal(actor: Actor, order: RehearsalOrder): Promise<{ runId: string }> {
  const here = await instance();
  const view = await readPlan(actor, order.planId);
  checkOrder(actor, view, order);
  checkFree(here);
  checkBuiltIn(view, here.kernel.chain);
  const { env, database, rehearsals } = here;
  const { planId, digest: planDigest, scenario } = order;
  const planApproved = view.approved;
  const title = `${view.title}: ${SCENARIOS[scenario].title.toLowerCase()}`;
  const giveBack = rehearsals.reserve();
  try {
    const run = {
      title,
      kind: 'rehearsal',
      rehearsal: { planId, planDigest, planApproved, scenario },
    } as const;
    const source = await insertRun({ database, dataDir: env.dataDir }, actor, run);
    await rehearsals.start({ plan: view.plan, scenario, source });
    return { runId: source.runId };
  } finally {
    giveBack();
  }
}

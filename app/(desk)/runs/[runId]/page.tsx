import type { Metadata } from 'next';
import { orNotFound } from '@/app/(desk)/or-not-found';
import { plannedSteps } from '@/app/(desk)/runs/[runId]/planned-steps';
import { RunDesk } from '@/app/(desk)/runs/[runId]/RunDesk';
import { pageActor } from '@/app/page-actor';
import { readRun } from '@/lib/server/run/read-run';
import { readRunPlan } from '@/lib/server/run/read-run-plan';
import { readForesight } from '@/lib/server/triage/read-foresight';
import { paths } from '@/lib/url/paths';
import { parseRunView } from '@/lib/url/view-state';

type Query = Record<string, string | string[] | undefined>;
type Props = { params: Promise<{ runId: string }>; searchParams: Promise<Query> };

async function runOf({ params, searchParams }: Props) {
  const { runId } = await params;
  const actor = await pageActor(paths.run(runId), await searchParams);
  return { actor, row: await orNotFound(readRun(actor, runId)) };
}

/** Of a key given twice the first counts. */
const asParams = (query: Query): URLSearchParams =>
  new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return first === undefined ? [] : [[key, first]];
    }),
  );

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await runOf(props)).row.title };
}

export default async function RunPage(props: Props) {
  const { actor, row } = await runOf(props);
  const plan = await readRunPlan(actor, row);
  const foresight = plan ? await readForesight(actor, row, plan) : null;
  const view = parseRunView(asParams(await props.searchParams));
  const steps = plan ? plannedSteps(plan) : [];
  return (
    <RunDesk key={row.id} row={row} plan={plan} foresight={foresight} steps={steps} initialView={view} />
  );
}

import { headers } from 'next/headers';
import { HomeDesk } from '@/app/(desk)/HomeDesk';
import { requestActor } from '@/lib/server/actor';
import { listPlans } from '@/lib/server/plan/list-plans';
import { listRuns } from '@/lib/server/run/list-runs';

export default async function HomePage() {
  const actor = await requestActor(await headers());
  const [runs, plans] = await Promise.all([listRuns(actor), listPlans(actor)]);
  return <HomeDesk runs={runs} plans={plans} actor={{ name: actor.name, roles: [...actor.roles] }} />;
}

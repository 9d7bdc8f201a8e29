import { HomeDesk } from '@/app/(desk)/HomeDesk';
import { pageActor } from '@/app/page-actor';
import { listPlans } from '@/lib/server/plan/list-plans';
import { listRuns } from '@/lib/server/run/list-runs';
import { paths } from '@/lib/url/paths';

export default async function HomePage() {
  const actor = await pageActor(paths.home());
  const [runs, plans] = await Promise.all([listRuns(actor), listPlans(actor)]);
  return <HomeDesk runs={runs} plans={plans} actor={{ name: actor.name, roles: [...actor.roles] }} />;
}

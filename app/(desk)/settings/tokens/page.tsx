import type { Metadata } from 'next';
import { TokensDesk } from '@/app/(desk)/settings/tokens/TokensDesk';
import { pageActor } from '@/app/page-actor';
import { listTokens } from '@/lib/server/people/tokens';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'API tokens' };

export default async function TokensPage() {
  const actor = await pageActor(paths.tokens());
  return <TokensDesk initial={await listTokens(actor)} mine={actor.roles} />;
}

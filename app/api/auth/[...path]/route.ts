import { atProviderDoor } from '@/lib/server/people/provider-door';
import { route } from '@/lib/server/route';

export const GET = route('open', atProviderDoor);

export const POST = route('open', atProviderDoor);

import { signOut } from '@/lib/server/people/sign-in';
import { route } from '@/lib/server/route';

export const POST = route('open', (request) => signOut(request.headers));

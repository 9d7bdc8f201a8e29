import { json, route } from '@/lib/server/route';

/** For whoever watches the process; it says nothing of what is in it. */
export const GET = route('open', async () => json({ ok: true }));

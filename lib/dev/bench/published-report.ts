import type { OwnServer } from '@/lib/dev/bench/own-server';

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** Publishes a report of the seeded plan; answers its public path. `followRunId`: a run that its page follows. */
export async function publishedReport(
  { base, signedIn }: OwnServer,
  followRunId: string | null = null,
): Promise<string> {
  const ask = async (path: string, method = 'GET', body?: unknown): Promise<unknown> => {
    const answer = await fetch(base + path, {
      method,
      headers: { ...signedIn, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const plans = await ask('/api/plans');
  const planId = field(Array.isArray(plans) ? plans[0] : null, 'id');
  const draft = {
    title: 'Bench',
    planId,
    runIds: [],
    details: {},
    now: null,
    referenceRunId: null,
    allowed: [],
    followRunId,
  };
  const id = String(field(await ask('/api/reports', 'POST', { draft }), 'id'));
  const hash = field(await ask(`/api/reports/${id}/preview`), 'hash');
  const path = field(field(await ask(`/api/reports/${id}/publish`, 'POST', { hash }), 'link'), 'path');
  return String(path);
}

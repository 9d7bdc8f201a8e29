import { randomUUID } from 'node:crypto';
import { sha256 } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';

/** At most `max` tries of one thing in `window` ms; the window begins with the first. */
type Rule = { readonly max: number; readonly window: number };

const MINUTE = 60_000;

/** Guessing one person's password is slow wherever it comes from; one address may serve a whole office. */
export const ATTEMPTS = {
  'sign-in of': { max: 10, window: 15 * MINUTE },
  'sign-in from': { max: 100, window: 15 * MINUTE },
  'link from': { max: 60, window: 15 * MINUTE },
  'report from': { max: 300, window: 15 * MINUTE },
  'password of': { max: 10, window: 15 * MINUTE },
} as const satisfies Record<string, Rule>;

type What = keyof typeof ATTEMPTS;

/** What was tried is kept as a hash: people type passwords into the wrong field. */
const keyOf = (what: What, whom: string): string => `${what} ${sha256(whom)}`;

type Row = { count: number; lastRequest: string };

const COUNT = `INSERT INTO "RateLimit" AS r ("id", "key", "count", "lastRequest") VALUES ($1, $2, 1, $3::bigint)
  ON CONFLICT ("key") DO UPDATE SET
    "count" = CASE WHEN r."lastRequest" + $4::bigint <= $3::bigint THEN 1 ELSE r."count" + 1 END,
    "lastRequest" = CASE WHEN r."lastRequest" + $4::bigint <= $3::bigint THEN $3::bigint ELSE r."lastRequest" END
  RETURNING "count", "lastRequest"`;

/** Counts a try before it is made, in the database, so that tries at once and at several servers count too; refuses one too many. */
export async function countAttempt(what: What, whom: string): Promise<void> {
  const { database } = await instance();
  const { max, window } = ATTEMPTS[what];
  const now = Date.now();
  const { rows } = await database.pool.query<Row>(COUNT, [randomUUID(), keyOf(what, whom), now, window]);
  const [row] = rows;
  if (!row || row.count <= max) return;
  const seconds = Math.max(1, Math.ceil((Number(row.lastRequest) + window - now) / 1000));
  throw new ServerError('too-many', 'That was tried too often.', {
    hint: `Try again in ${Math.ceil(seconds / 60)} min.`,
    headers: { 'retry-after': String(seconds) },
  });
}

/** Forgets the tries of what then worked. */
export async function forgetAttempts(what: What, whom: string): Promise<void> {
  const { database } = await instance();
  await database.prisma.rateLimit.deleteMany({ where: { key: keyOf(what, whom) } });
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { digestPlan } from '@/lib/plan/digest';
import type { Plan } from '@/lib/plan/plan';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The one digest of a plan: every writer and every check calls this. */
export const planDigest = (plan: Plan): string => digestPlan(plan, sha256);

/** A secret for one run's source; only its hash is kept. */
export const newToken = (): string => `vd_${randomBytes(32).toString('base64url')}`;

/** Compares without telling by its duration where they differ. */
export const tokenMatches = (token: string, hash: string): boolean =>
  timingSafeEqual(Buffer.from(sha256(token)), Buffer.from(hash.padEnd(64).slice(0, 64)));

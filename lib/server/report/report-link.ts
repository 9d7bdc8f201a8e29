import { createHmac } from 'node:crypto';
import type { ReportLink } from '@/lib/report/report-view';
import { sha256 } from '@/lib/server/digest';
import { instance } from '@/lib/server/instance';
import { authSecret } from '@/lib/server/people/auth-secret';
import { paths } from '@/lib/url/paths';

type LinkRow = {
  readonly id: string;
  readonly linkNo: number;
  readonly tokenHash: string | null;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
};

/**
 * The token of a report's link: 192 bits that only this server's secret makes, so that the author can be shown the link again although
 * the database holds its hash alone. The next number makes another link.
 */
export async function linkToken(reportId: string, linkNo: number): Promise<string> {
  const { env } = await instance();
  const secret = authSecret(env.auth.secret, env.dataDir);
  return createHmac('sha256', secret).update(`report:${reportId}:${linkNo}`).digest('base64url').slice(0, 32);
}

export const tokenHash = (token: string): string => sha256(`report-link:${token}`);

/** Is the link open at this moment? */
export const isOpen = ({ tokenHash: hash, expiresAt, revokedAt }: LinkRow, now: Date): boolean =>
  hash !== null && revokedAt === null && (expiresAt === null || expiresAt > now);

/** How the link stands, for those who may know it. */
export async function linkView(row: LinkRow, now: Date): Promise<ReportLink> {
  if (row.tokenHash === null) return { state: 'none' };
  if (row.revokedAt !== null) return { state: 'revoked', revokedAt: row.revokedAt.getTime() };
  if (row.expiresAt !== null && row.expiresAt <= now)
    return { state: 'expired', expiresAt: row.expiresAt.getTime() };
  const path = paths.publicReport(await linkToken(row.id, row.linkNo));
  return { state: 'open', path, expiresAt: row.expiresAt?.getTime() ?? null };
}

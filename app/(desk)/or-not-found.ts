import { notFound } from 'next/navigation';
import { isServerError } from '@/lib/server/errors';

/** What a verb returns, or the page that says there is no such thing. */
export async function orNotFound<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    if (isServerError(error) && error.code === 'not-found') notFound();
    throw error;
  }
}

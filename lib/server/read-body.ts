import type { z } from 'zod';
import { ServerError } from '@/lib/server/errors';

/** No document of ours is larger; slogs come through their own door. */
const LIMIT = 4 * 1024 * 1024;

async function readText(request: Request): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > LIMIT) throw new ServerError('too-large', `This door takes at most ${LIMIT} bytes of JSON.`);
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text === '' ? '{}' : text);
  } catch (error) {
    throw new ServerError(
      'bad-input',
      `The body is not JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** The body of a request as the schema describes it, or a refusal that names what is wrong. */
export async function readBody<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
  const parsed = schema.safeParse(parseJson(await readText(request)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue && issue.path.length > 0 ? `"${issue.path.join('.')}": ` : '';
  throw new ServerError('bad-input', `The body is not as expected: ${where}${issue?.message ?? ''}`);
}

import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exactHeaders, keepExactHeaders } from '@/lib/server/exact-headers';

const server = createServer((request, response) => {
  const encoding = request.url === '/gzip' ? ('gzip' as const) : null;
  const headers = request.url === '/plain' ? {} : exactHeaders({ length: 4, encoding });
  for (const [name, value] of Object.entries(headers)) response.appendHeader(name, value);
  response.flushHeaders();
  response.end('text');
});

let base = '';
beforeAll(async () => {
  keepExactHeaders();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const place = server.address();
  base = `http://127.0.0.1:${typeof place === 'object' ? place?.port : ''}`;
});
afterAll(() => server.close());

const heads = async (path: string) => {
  const { headers } = await fetch(`${base}${path}`, { method: 'HEAD' });
  return ['content-length', 'content-encoding', 'x-vatdeck-length', 'x-vatdeck-encoding'].map((name) =>
    headers.get(name),
  );
};

it('gives an answer the length and encoding that its door said, and leaves others as they are', async () => {
  expect(await heads('/exact')).toEqual(['4', null, null, null]);
  expect(await heads('/gzip')).toEqual(['4', 'gzip', null, null]);
  expect(await heads('/plain')).toEqual([null, null, null, null]);
});

// The ingest door as a sender sees it: bytes appended by offset, in memory.
import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** @param {string} token */
export async function startIngest(token) {
  let received = Buffer.alloc(0);
  /** @type {number | undefined} */
  let length;
  const server = createServer(async (request, response) => {
    /** @param {number} status */
    const answer = (status) => {
      response.setHeader('Upload-Offset', received.length);
      if (length !== undefined) response.setHeader('Upload-Length', length);
      response.writeHead(status).end();
    };
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401);
    if (request.method === 'HEAD') return answer(200);
    const body = await buffer(request);
    if (length === received.length) return answer(410);
    if (Number(request.headers['upload-offset']) !== received.length) return answer(409);
    received = Buffer.concat([received, body]);
    if (request.headers['upload-length'] !== undefined) length = Number(request.headers['upload-length']);
    return answer(204);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${port}/api/runs/test/slog`,
    text: () => received.toString('utf8'),
    ended: () => length === received.length,
    close: () => new Promise((resolve) => server.close(resolve)).finally(() => server.closeAllConnections()),
  };
}

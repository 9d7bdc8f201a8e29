import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { entries } from '@/lib/dev/bench/live-load';
import { createRun, type OwnServer, uploadHeaders } from '@/lib/dev/bench/own-server';

const TICK = 20;

export type Paced = { readonly rate: number; readonly acknowledged: readonly number[] };

/** Entries as a live node's sender brings them: what has come since the last answer, in one request after the other. `acknowledged`: ms from a request's start until the server had its bytes for good; `rate`: entries a second. */
export async function sendPaced(
  server: OwnServer,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Paced> {
  const { slogUrl, ingestToken } = await createRun(server);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const lines = entries();
  const acknowledged: number[] = [];
  let sent = 0;
  let offset = 0;
  const start = performance.now();
  for (let now = start; now - start < seconds * 1000; now = performance.now()) {
    const due = Math.floor(((now - start) / 1000) * rate);
    const some: string[] = [];
    for (; sent < due; sent += 1) some.push(lines.next().value ?? '');
    const body = Buffer.from(some.join(''));
    if (body.length > 0) {
      await append(server.base + slogUrl, { agent, token: ingestToken, offset, body });
      offset += body.length;
      acknowledged.push(performance.now() - now);
    }
    await sleep(Math.max(0, TICK - (performance.now() - now)));
  }
  agent.destroy();
  return { rate: sent / ((performance.now() - start) / 1000), acknowledged };
}

type Piece = {
  readonly agent: Agent;
  readonly token: string;
  readonly offset: number;
  readonly body: Buffer;
};

function append(address: string, { agent, token, offset, body }: Piece): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...uploadHeaders(token),
      'upload-offset': String(offset),
      'content-length': String(body.length),
    };
    const req = request(address, { method: 'PATCH', agent, headers }, (res) => {
      res.resume();
      res.on('end', () =>
        res.statusCode === 204 ? resolve() : reject(new Error(`answered with ${res.statusCode}`)),
      );
    });
    req.on('error', reject);
    req.end(body);
  });
}

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATCH } from '@/app/api/runs/[runId]/slog/route';
import { isUnfinished } from '@/lib/server/fold-worker/unfinished';
import { openInstance, setInstance } from '@/lib/server/instance';
import { LOCAL_ONLY } from '@/lib/server/people/auth-env';
import { createRun } from '@/lib/server/run/create-run';
import { readRun } from '@/lib/server/run/read-run';
import { runFolder } from '@/lib/server/run/run-folder';
import { recoverRuns } from '@/lib/server/start/recover-runs';
import { at, request } from '@/lib/server/test/doors';
import { operator } from '@/lib/server/test/test-instance';

// A server without its HTTP: goes on with the run that it is told of, or is sent a stream as a new one; says so. Until it is killed.
const [, , dataDir = '', stream = '', known = ''] = process.argv;
const here = await openInstance({
  root: process.cwd(),
  dataDir,
  database: { folder: `${dataDir}/database` },
  url: 'http://127.0.0.1:9',
  allowedHosts: [],
  auth: LOCAL_ONLY,
  maxRunBytes: 1e9,
  maxStoreBytes: 1e9,
  prepareKernel: false,
  kernelCache: `${dataDir}/kernel-cache`,
});
setInstance(here);
await recoverRuns(here);
await here.upkeep.start();

async function send(): Promise<string> {
  const { runId, slogUrl, ingestToken } = await createRun(operator, { title: 'killed', kind: 'clone' });
  const body = readFileSync(stream);
  console.log(runId);
  const headers = {
    authorization: `Bearer ${ingestToken}`,
    'content-type': 'application/offset+octet-stream',
    'upload-offset': '0',
    'upload-length': String(body.length),
  };
  const sent = await PATCH(request(slogUrl, { method: 'PATCH', headers, body }), at({ runId }));
  console.log(`sent ${sent.status}`);
  return runId;
}

const runId = known === '' ? await send() : known;
const folder = runFolder(dataDir, runId);
if (known !== '') console.log('recovered');
while ((await readRun(operator, runId)).endedAt === null || isUnfinished(folder)) await sleep(5);
console.log(`put away ${(await readRun(operator, runId)).state}`);

import { statSync } from 'node:fs';
import { writeFolded } from '@/lib/server/fold-worker/folded-file';
import { putAway } from '@/lib/server/fold-worker/put-away';
import { FoldSession } from '@/lib/server/fold-worker/session';
import { isUnfinished } from '@/lib/server/fold-worker/unfinished';
import { readJsonFile } from '@/lib/server/ingest/whole-file';
import { runFolder } from '@/lib/server/run/run-folder';

// Folds a run's stream to its end, saving often, and puts it away; says so. Until it is killed.
const [, , dataDir = '', runId = ''] = process.argv;
const folder = runFolder(dataDir, runId);
console.log('begun');
if (readJsonFile(folder.folded) === null) {
  const { size } = statSync(folder.slogIn);
  const session = await FoldSession.open(folder);
  for (let steps = 0; await session.step(size, true); steps += 1)
    if (steps % 4 === 0) await session.checkpoint();
  const { conclusion } = await session.conclude();
  await session.close({ concluded: true });
  await writeFolded(folder.folded, conclusion);
  console.log('folded');
}
while (isUnfinished(folder)) await putAway(folder);
console.log('put away');

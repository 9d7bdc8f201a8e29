// Stands in for a chain node: writes numbered entries, flushes after each "block", says how far it flushed.
import { makeSlogSender } from '../slog-sender.js';

const [life = '0', total = '0', perBlock = '10'] = process.argv.slice(2);
const sender = await makeSlogSender();
if (!sender) process.exit(9);

for (let i = 0; i < Number(total); i += 1) {
  sender({ type: 'deliver', life: Number(life), i, pad: 'é'.repeat((i * 7919) % 400) });
  if (i % Number(perBlock) !== 0) continue;
  await sender.forceFlush();
  process.stdout.write(`${i}\n`);
  await new Promise((resolve) => setTimeout(resolve, 1));
}
await sender.shutdown();
process.stdout.write('done\n');

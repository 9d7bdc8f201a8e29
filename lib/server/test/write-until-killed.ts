import { openDatabase } from '@/lib/server/db/open-database';

// Writes rows one by one and says each aloud once it is acknowledged; until it is killed, or so many.
const [, , folder = '', count = 'Infinity'] = process.argv;
const database = await openDatabase({ folder });
for (let i = 0; i < Number(count); i += 1) {
  await database.prisma.plan.create({ data: { title: `row ${i}` } });
  process.stdout.write(`row ${i}\n`);
}
await database.close();

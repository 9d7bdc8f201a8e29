import { PrismaPg } from '@prisma/adapter-pg';

type Adapter = Awaited<ReturnType<PrismaPg['connect']>>;
type Transaction = Awaited<ReturnType<Adapter['startTransaction']>>;

/** Each task begins when the one before it has ended, well or badly. */
function turns(): <T>(task: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (task) => {
    const mine = last.then(task);
    last = mine.catch(() => {});
    return mine;
  };
}

function inTurn(transaction: Transaction): Transaction {
  const next = turns();
  const query = transaction.queryRaw.bind(transaction);
  const execute = transaction.executeRaw.bind(transaction);
  return Object.assign(transaction, {
    queryRaw: (sql: Parameters<typeof query>[0]) => next(() => query(sql)),
    executeRaw: (sql: Parameters<typeof execute>[0]) => next(() => execute(sql)),
  });
}

/**
 * Prisma's adapter, whose transactions ask their one connection one thing at a time. Prisma reads everything that a row includes at
 * once; `pg` queues that, warns, and will refuse it in its version 9.
 */
export class OneAtATime extends PrismaPg {
  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    const start = adapter.startTransaction.bind(adapter);
    return Object.assign(adapter, {
      startTransaction: async (level?: Parameters<typeof start>[0]) => inTurn(await start(level)),
    });
  }
}

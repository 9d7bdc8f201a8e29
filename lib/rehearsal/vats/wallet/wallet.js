import { E } from '@endo/far';

/** Does what its owners sign, and follows what it shows them; when a peer is upgraded it comes back. */
export const wallet = {
  name: 'wallet',
  kind: 'spendAction',
  fields: (id) => ({ id, status: 'signed' }),
  methods: () => ({
    done({ state }, status) {
      state.status = status;
    },
    status: ({ state }) => state.status,
  }),
  follows: ['bank', 'board'],
  root: ({ peers, provideRecord, publish }) => ({
    async fromBridge({ owner, spendAction }) {
      const { id, method, name, args } = JSON.parse(spendAction);
      const values = args.map((arg) => (typeof arg === 'number' ? BigInt(arg) : arg));
      const record = provideRecord(id);
      await E(peers.get(name))
        [method](...values)
        .then(
          () => record.done('done'),
          (reason) => {
            record.done('failed');
            console.log(`wallet: ${owner}: ${name}.${method} failed`, reason);
          },
        );
      publish({ owner, id });
    },
  }),
};

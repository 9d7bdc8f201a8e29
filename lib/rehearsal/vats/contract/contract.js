import { E } from '@endo/far';

/** Takes offers: a seat from zoe, the money from the bank. */
export const contract = {
  name: 'contract',
  kind: 'vault',
  fields: (owner) => ({ owner, debt: 0n }),
  methods: () => ({
    draw({ state }, amount) {
      state.debt += amount;
      return state.debt;
    },
    debt: ({ state }) => state.debt,
  }),
  follows: ['bank', 'zoe'],
  root: ({ peers, provideRecord, publish }) => ({
    async offer(id, owner, amount) {
      await E(peers.get('zoe')).seat(id, amount);
      await E(peers.get('bank')).transfer(owner, 'contract', amount);
      const debt = provideRecord(owner).draw(amount);
      await E(peers.get('zoe')).exit(id);
      publish({ owner, debt });
      return debt;
    },
  }),
};

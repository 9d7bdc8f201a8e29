/** Follows prices; when a peer is upgraded it gives up. */
export const oracle = {
  name: 'oracle',
  kind: 'quote',
  fields: (pair) => ({ pair, price: 0n, round: 0n }),
  methods: () => ({
    push({ state }, price) {
      state.price = price;
      state.round += 1n;
      return state.round;
    },
  }),
  follows: ['bank', 'zoe'],
  givesUp: true,
  root: ({ provideRecord, publish }) => ({
    pushPrice(pair, price) {
      const round = provideRecord(pair).push(price);
      publish({ pair, price, round });
      return round;
    },
  }),
};

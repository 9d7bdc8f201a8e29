/** Keeps a seat for every offer until it is done. */
export const zoe = {
  name: 'zoe',
  kind: 'seat',
  fields: (id) => ({ id, give: 0n, exited: false }),
  methods: () => ({
    open({ state }, give) {
      state.give = give;
    },
    exit({ state }) {
      state.exited = true;
      return state.give;
    },
  }),
  follows: ['board'],
  root: ({ provideRecord, publish }) => ({
    seat(id, give) {
      provideRecord(id).open(give);
      publish({ id, open: true });
      return id;
    },
    exit(id) {
      const give = provideRecord(id).exit();
      publish({ id, open: false });
      return give;
    },
  }),
};

/** Names for things: whoever knows the name finds the thing. */
export const board = {
  name: 'board',
  kind: 'boardRecord',
  fields: (id) => ({ id, value: undefined, reads: 0 }),
  methods: () => ({
    put({ state }, value) {
      state.value = value;
    },
    read({ state }) {
      state.reads += 1;
      return state.value;
    },
  }),
  root: ({ book, provideRecord, publish }) => ({
    publishAs(id, value) {
      provideRecord(id).put(value);
      publish({ id });
      return id;
    },
    lookup(id) {
      if (!book.has(id)) throw Error(`"nameKey" not found: "${id}"`);
      return book.get(id).read();
    },
  }),
};

/** Accounts and their balances; tells its followers of every change. */
export const bank = {
  name: 'bank',
  kind: 'purse',
  fields: (address) => ({ address, balance: 1000n }),
  methods: () => ({
    deposit({ state }, amount) {
      state.balance += amount;
      return state.balance;
    },
    withdraw({ state }, amount) {
      if (amount > state.balance) throw Error(`${state.address} has ${state.balance}, not ${amount}`);
      state.balance -= amount;
      return state.balance;
    },
    balance: ({ state }) => state.balance,
  }),
  follows: ['bridge'],
  root: ({ provideRecord, publish }) => ({
    balance: (address) => provideRecord(address).balance(),
    transfer(from, to, amount) {
      const left = provideRecord(from).withdraw(amount);
      provideRecord(to).deposit(amount);
      publish({ from, to, amount });
      return left;
    },
    fromBridge({ updated }) {
      for (const { address, amount } of updated) provideRecord(address).deposit(BigInt(amount));
      publish({ updated: updated.length });
    },
  }),
};

import { E } from '@endo/far';

/** Takes what comes from the chain's own modules to whoever registered for it; the rest it only tells its followers. */
export const bridge = {
  name: 'bridge',
  kind: 'bridgeHandler',
  fields: (channel) => ({ channel, handlers: undefined, received: 0 }),
  methods: ({ publish }) => ({
    inbound({ state }, source, message) {
      state.received += 1;
      if (!state.handlers.has(source)) return publish({ source, received: state.received });
      return E(state.handlers.get(source))
        .fromBridge(message)
        .catch((reason) => console.warn(`bridge: the handler of ${source} failed`, reason));
    },
    serve({ state }, handlers) {
      state.handlers = handlers;
    },
  }),
  root: ({ peers, provideRecord, vatPowers }) => ({
    attach(device) {
      const handler = provideRecord('chain');
      handler.serve(peers);
      vatPowers.D(device).registerInboundHandler(handler);
    },
    register(source, handler) {
      peers.init(source, handler);
    },
  }),
};

// A node in small: SES lockdown, the real aggregator of @agoric/telemetry, our module named in SLOGSENDER.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [packages = '', mode = ''] = process.argv.slice(2);
const { resolve } = createRequire(packages);
await import(pathToFileURL(resolve('@endo/init')).href);
const { makeSlogSender } = await import(
  pathToFileURL(resolve('@agoric/telemetry/src/make-slog-sender.js')).href
);

const sender = await makeSlogSender({ env: process.env });
const report = {
  sender: typeof sender,
  isFrozen: Object.isFrozen(Array.prototype),
  thrown: '',
  perCallUs: 0,
};
/** @param {number} i */
const entryOf = (i) =>
  i % 2 === 0 ? { type: 'syscall', i, big: 10n } : { type: 'deliver', i, error: Error('as it is') };
try {
  let spent = 0;
  for (let i = 0; i < 500; i += 1) {
    const entry = Reflect.get(globalThis, 'harden')(entryOf(i));
    const began = performance.now();
    sender?.(entry);
    spent += performance.now() - began;
    if (mode !== 'abandon' && i % 50 === 49) await sender?.forceFlush();
  }
  report.perCallUs = (spent * 1000) / 500;
  if (mode !== 'abandon') await sender?.shutdown();
} catch (error) {
  report.thrown = String(error);
}
process.stdout.write(JSON.stringify(report));

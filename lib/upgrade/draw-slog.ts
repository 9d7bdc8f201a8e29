/**
 * Small slogs for tests, drawn instead of dumped: a `Slog` writes the lines a kernel and its host would, with clocks and crank
 * numbers that go on by themselves. Only what the fold reads is written; fields may be added or overridden.
 */
type Fields = Record<string, unknown>;

const body = (value: unknown): { body: string; slots: string[] } => ({
  body: `#${JSON.stringify(value)}`,
  slots: [],
});
export const call = (method: string, ...args: unknown[]): { body: string; slots: string[] } =>
  body([method, args]);

export const bundle = (digit: string): string => `b1-${digit.repeat(128)}`;

export type DrawnUpgrade = {
  vatID: string;
  upgradeID: string;
  from: number;
  /** The new code's problem; none: it starts. */
  problem?: string;
  bundleID?: string;
  /** Who is told, and whether it comes back. */
  severed?: readonly { kpid: string; subscriber: string; back: boolean }[];
};

export class Slog {
  readonly lines: string[] = [];
  crankNum = 0;
  #time = 1_700_000_000;
  #monotime = 1;
  #promise = 1000;

  write(type: string, fields: Fields = {}): this {
    this.#time += 0.25;
    this.#monotime += 0.25;
    this.lines.push(JSON.stringify({ type, ...fields, time: this.#time, monotime: this.#monotime }));
    return this;
  }

  raw(line: string): this {
    this.lines.push(line);
    return this;
  }

  start(): this {
    this.#monotime = 1;
    return this.write('kernel-init-start').write('kernel-init-finish');
  }

  vat(vatID: string, name: string, fields: Fields = {}): this {
    return this.write('create-vat', { vatID, dynamic: true, name, managerType: 'local', ...fields });
  }

  block(blockHeight: number, inside: (slog: this) => unknown, committed = true): this {
    const at = { blockHeight, blockTime: blockHeight * 5 };
    this.write('cosmic-swingset-begin-block', at).write('cosmic-swingset-end-block-start', at);
    inside(this);
    this.write('cosmic-swingset-end-block-finish', at).write('cosmic-swingset-commit-block-start', at);
    return committed ? this.write('cosmic-swingset-commit-block-finish', at) : this;
  }

  run(blockHeight: number, runNum: number, inside: (slog: this) => unknown, phase = 'inbound'): this {
    const at = { blockHeight, runNum, phase };
    this.write('cosmic-swingset-run-start', { ...at, startBeans: 0 });
    inside(this);
    return this.write('kernel-stats', { stats: {} }).write('cosmic-swingset-run-finish', {
      ...at,
      usedBeans: 7,
      remainingBeans: 100,
    });
  }

  crank(
    crankType: 'routing' | 'delivery',
    message: Fields,
    inside: (slog: this) => unknown = () => undefined,
  ): this {
    const crankNum = this.crankNum;
    this.crankNum += 1;
    this.write('crank-start', { crankType, crankNum, messageType: message.type, message });
    inside(this);
    return this.write('crank-finish', { crankType, messageType: message.type, crankNum });
  }

  /** A delivery inside the open crank. */
  deliver(
    vatID: string,
    kd: readonly unknown[],
    inside: (slog: this) => unknown = () => undefined,
    dr: readonly unknown[] = ['ok', null, { compute: 100 }],
  ): this {
    const at = {
      crankNum: this.crankNum - 1,
      vatID,
      deliveryNum: this.crankNum,
      replay: false,
      dispatch: kd[0],
    };
    this.write('deliver', { ...at, kd, vd: kd });
    inside(this);
    return this.write('deliver-result', { ...at, dr });
  }

  syscall(vatID: string, ksc: readonly unknown[], ksr: readonly unknown[] = ['ok', null]): this {
    const at = {
      crankNum: this.crankNum - 1,
      vatID,
      deliveryNum: this.crankNum,
      syscallNum: 0,
      replay: false,
    };
    const name = ksc[0] === 'invoke' ? 'callNow' : ksc[0];
    return this.write('syscall', { ...at, syscall: name, ksc, vsc: ksc }).write('syscall-result', {
      ...at,
      syscall: name,
      ksr,
      vsr: ksr,
    });
  }

  /** One message, routed and delivered. */
  message(
    vatID: string,
    target: string,
    methargs: unknown,
    result: string | null = null,
    inside: (slog: this) => unknown = () => undefined,
  ): this {
    const message = { type: 'send', target, msg: { methargs, result } };
    return this.crank('routing', message).crank('delivery', message, (s) =>
      s.deliver(vatID, ['message', target, { methargs, result }], inside),
    );
  }

  /** A replay of one delivery, as at a restart. */
  replay(vatID: string): this {
    const at = { vatID, deliveryNum: 3, replay: true };
    return this.write('start-replay', { vatID, deliveries: 2 })
      .write('deliver', { ...at, dispatch: 'message', vd: ['message', 'o+0', {}] })
      .write('syscall', { ...at, syscallNum: 0, syscall: 'vatstoreGet', vsc: ['vatstoreGet', 'x'] })
      .write('syscall-result', { ...at, syscallNum: 0, syscall: 'vatstoreGet', vsr: ['ok', 'y'] })
      .write('deliver-result', { ...at, dispatch: 'message', dr: ['ok', null, { compute: 100 }] })
      .write('finish-replay', { vatID });
  }

  console(fields: Fields): this {
    return this.write('console', fields);
  }

  kernelSays(text: string, level = 'log'): this {
    return this.console({ source: 'kernel', level, args: [text] });
  }

  /** The upgrade's two cranks, without what follows. */
  upgradeCrank({ vatID, upgradeID, from, problem, bundleID = bundle('a') }: DrawnUpgrade): this {
    const message = {
      type: 'upgrade-vat',
      vatID,
      upgradeID,
      bundleID,
      vatParameters: body(null),
      upgradeMessage: 'drawn',
    };
    return this.crank('routing', message).crank('delivery', message, (s) => {
      s.kernelSays(`attempting to upgrade vat ${vatID} from incarnation ${from} to source ${bundleID}`);
      s.deliver(vatID, ['bringOutYourDead']);
      s.deliver(
        vatID,
        ['startVat', body(null)],
        undefined,
        problem === undefined ? undefined : ['error', problem, null],
      );
      s.kernelSays(
        problem === undefined
          ? `vat ${vatID} upgraded from incarnation ${from} to ${from + 1} with source ${bundleID}`
          : `WARNING: vat ${vatID} failed to upgrade from incarnation ${from} (startVat)`,
      );
    });
  }

  /** The whole of an upgrade: crank, notifies, callback, and the subscribers that come back. */
  upgrade(drawn: DrawnUpgrade): this {
    const { vatID, upgradeID, from, problem, severed = [] } = drawn;
    this.upgradeCrank(drawn);
    const told = problem === undefined ? severed : [];
    for (const { kpid, subscriber } of told)
      this.crank('routing', { type: 'notify', vatID: subscriber, kpid });
    const args =
      problem === undefined
        ? [upgradeID, true, '#undefined', from + 1]
        : [upgradeID, false, { '#error': 'vat-upgrade failure', name: 'Error' }];
    const message = {
      type: 'send',
      target: 'ko20',
      msg: { methargs: call('vatUpgradeCallback', ...args), result: null },
    };
    this.crank('routing', message);
    const back: string[] = [];
    for (const item of told) this.#tell(item, from, back);
    this.crank('delivery', message, (s) => s.deliver('v2', ['message', 'ko20', message.msg]));
    for (const result of back) this.message(vatID, 'ko50', call('subscribe'), result);
    return this;
  }

  #tell(
    { kpid, subscriber, back }: NonNullable<DrawnUpgrade['severed']>[number],
    from: number,
    sent: string[],
  ): void {
    const data = body({ incarnationNumber: from, name: 'vatUpgraded', upgradeMessage: 'drawn' });
    this.crank('delivery', { type: 'notify', vatID: subscriber, kpid }, (s) =>
      s.deliver(subscriber, ['notify', [[kpid, { state: 'rejected', data }]]], () => {
        if (!back) return;
        this.#promise += 1;
        const result = `kp${this.#promise}`;
        sent.push(result);
        s.syscall(subscriber, ['send', 'ko50', { methargs: call('subscribe'), result }]);
        s.syscall(subscriber, ['subscribe', subscriber, result]);
      }),
    );
  }

  text(): string {
    return this.lines.map((line) => `${line}\n`).join('');
  }
}

/** Why a file yields no inventory, in one sentence for whoever brought it. */
export class StoreFault extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StoreFault';
  }
}

/** A database that contradicts itself; `what` names the place. */
export const damaged = (what: string): StoreFault =>
  new StoreFault(`The database is damaged: ${what}. Copy it again, with the node stopped.`);

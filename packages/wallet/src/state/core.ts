import { Listeners, Mutex } from '@salvia/blockchain';
import type { NetworkFile } from '@salvia/protocol';
import { type SpendNetwork, spendNetworkOf } from '../spend/network.ts';
import type { WalletStores } from '../store/stores.ts';
import type { WalletEvent } from './events.ts';
import type { Memory } from './memory.ts';
import { eventsOf } from './publish.ts';
import { Unit } from './unit.ts';
import type { WalletKeys } from './wallet-api.ts';

/** Where a wallet tells what happens; a pino logger fits. */
export interface WalletLog {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface WalletParts {
  readonly stores: WalletStores;
  readonly network: NetworkFile;
  readonly keys: WalletKeys;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: WalletLog | null;
}

/** What the parts of the state manager share: stores, memory, and the one way to change both. */
export class WalletCore {
  readonly stores: WalletStores;
  readonly network: NetworkFile;
  readonly keys: WalletKeys;
  readonly now: () => number;
  readonly memory: Memory;
  readonly spendNetwork: SpendNetwork;
  readonly #log: WalletLog | null;
  readonly #listeners: Listeners<WalletEvent>;
  #listening = 0;
  readonly #mutex = new Mutex();

  constructor({ stores, network, keys, now, log }: WalletParts, memory: Memory) {
    this.stores = stores;
    this.network = network;
    this.spendNetwork = spendNetworkOf(network);
    this.keys = keys;
    this.now = now;
    this.memory = memory;
    this.#log = log;
    this.#listeners = new Listeners((error) => log?.error({ err: error }, 'a listener of the wallet failed'));
  }

  /** Alone: no other change runs until `work` is done. */
  exclusive<T>(work: () => Promise<T> | T): Promise<T> {
    return this.#mutex.run(work);
  }

  /** One database transaction, alone. */
  change<T>(work: (unit: Unit) => T): Promise<T> {
    return this.exclusive(() => this.commit(work));
  }

  /** The same for those who are alone already. */
  commit<T>(work: (unit: Unit) => T, how: 'transaction' | 'durably' = 'transaction'): T {
    const unit = new Unit();
    const result = this.stores[how](() => work(unit));
    this.memory.follow(unit);
    this.#publish(unit);
    return result;
  }

  on(listener: (event: WalletEvent) => void): () => void {
    let off: (() => void) | null = this.#listeners.add(listener);
    this.#listening += 1;
    return () => {
      if (off === null) return;
      off();
      off = null;
      this.#listening -= 1;
    };
  }

  /** What is in the file by now is not taken back because nobody could be told. */
  #publish(unit: Unit): void {
    if (this.#listening === 0) return;
    try {
      for (const event of eventsOf(unit, this.stores)) this.#listeners.tell(event);
    } catch (error) {
      this.#log?.error({ err: error }, 'listeners of the wallet could not be told of a change');
    }
  }
}

import { bytesToHex } from '@noble/hashes/utils.js';
import type { CoinRules } from '@salvia/clvm';
import type { Constants, FullBlock, Header } from '@salvia/protocol';
import type { ChainView, Verifier } from '../consensus/index.ts';
import type { ChainStores } from '../store/index.ts';
import { BoundedCache } from './bounded-cache.ts';
import { Challenges } from './challenges.ts';
import { Coins } from './coins.ts';
import { BlockchainError, corruptChain } from './errors.ts';
import type { ChainState } from './state.ts';
import { ValidatedHeaders } from './validated-header.ts';

/** Decoded headers and blocks kept; a header takes some 2 kB, a block what its program takes besides. */
const MAX_HEADERS = 512;
const MAX_BLOCKS = 16;
const MAX_PROGRAM_BYTES = 8 << 20;

/** So that neither too many are kept nor too large ones. */
const weightOf = ({ transactionsGenerator }: FullBlock): number =>
  Math.max(MAX_PROGRAM_BYTES / MAX_BLOCKS, transactionsGenerator?.length ?? 0);

export interface CoreOptions {
  readonly state: ChainState;
  readonly stores: ChainStores;
  readonly constants: Constants;
  readonly verifier: Verifier;
  readonly coinRules: CoinRules;
}

/** What all parts of a chain share: its state, its stores, and what can be derived from both. */
export class ChainCore {
  readonly state: ChainState;
  readonly stores: ChainStores;
  readonly constants: Constants;
  readonly verifier: Verifier;
  /** The same, for answers that nobody waits for yet. */
  readonly ahead: Verifier;
  readonly coinRules: CoinRules;
  readonly validatedHeaders = new ValidatedHeaders();
  readonly challenges: Challenges;
  readonly coins: Coins;
  readonly #headers = new BoundedCache<number, Header>(MAX_HEADERS);
  readonly #blocks = new BoundedCache<number, FullBlock>(MAX_PROGRAM_BYTES, weightOf);

  constructor({ state, stores, constants, verifier, coinRules }: CoreOptions) {
    this.state = state;
    this.stores = stores;
    this.constants = constants;
    this.verifier = verifier;
    this.ahead = verifier.ahead ?? verifier;
    this.coinRules = coinRules;
    this.challenges = new Challenges(state, stores.headers, constants);
    this.coins = new Coins(state, stores.blocks, stores.coins);
  }

  find(headerHash: Uint8Array): number | undefined {
    return this.state.index.find(headerHash);
  }

  /** The id of a header that must be there. */
  idOf(headerHash: Uint8Array): number {
    const id = this.find(headerHash);
    if (id !== undefined) return id;
    throw new BlockchainError('UNKNOWN_HEADER', { headerHash: bytesToHex(headerHash) });
  }

  header(id: number): Header {
    return present(
      this.#headers.getOr(id, () => this.stores.blocks.header(id)),
      id,
    );
  }

  block(id: number): FullBlock {
    return present(
      this.#blocks.getOr(id, () => this.stores.blocks.block(id)),
      id,
    );
  }

  /** What a child of a block sees of its chain. */
  view(id: number): ChainView {
    const coin = this.coins.lookUp(id);
    const ancestry = this.state.ancestry(id);
    const { timestamp } = ancestry.at(ancestry.height);
    return { height: ancestry.height, timestamp, coin, timestampAt: (height) => ancestry.at(height).timestamp };
  }

  /** After a block was stored, or stored in another form. */
  remember(id: number, block: FullBlock): void {
    this.#headers.set(id, block.header);
    this.#blocks.set(id, block);
  }
}

/** A header in memory without its rows: the file was changed from outside. */
function present<T>(value: T | undefined, id: number): T {
  if (value === undefined) throw corruptChain(`block row ${id} is missing`);
  return value;
}

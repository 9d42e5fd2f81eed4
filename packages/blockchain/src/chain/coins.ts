import { bytesToHex } from '@noble/hashes/utils.js';
import { type CoinRecord, coinName } from '@salvia/protocol';
import { rewardCoins } from '../consensus/index.ts';
import type { BlockCoins, BlockStore, CoinStore } from '../store/index.ts';
import { BoundedCache } from './bounded-cache.ts';
import { asOf, type CoinLayer, layerOf } from './coin-layers.ts';
import type { ChainState, LcaMove } from './state.ts';

/**
 * Records kept, some 20 MB: those between the LCA and the tips, some two layers per tip unless the chain is split deeply. A
 * layer without transactions has two.
 */
const LIMIT = 32_768;

/**
 * The coins at any block: records as of the LCA in the store, and above it one layer per block, made when it is first
 * asked for. A layer depends on its block's chain only, so a moving LCA never makes one wrong (consensus 9.4, 9.6).
 */
export class Coins {
  readonly #cache = new BoundedCache<number, CoinLayer>(LIMIT, ({ size }) => size);
  readonly #state: ChainState;
  readonly #blocks: BlockStore;
  readonly #store: CoinStore;

  constructor(state: ChainState, blocks: BlockStore, store: CoinStore) {
    this.#state = state;
    this.#blocks = blocks;
    this.#store = store;
  }

  /** Brings the store to a new LCA, within the caller's transaction: roll back, then apply in order. */
  move({ fork, path }: LcaMove): void {
    this.#store.rollBack(fork);
    for (const id of path) this.#store.apply(this.ofBlock(id));
  }

  /** The coin on the chain that ends at a block; `null` if it was not created there. */
  at(id: number, name: Uint8Array): CoinRecord | null {
    return this.lookUp(id)(name);
  }

  /** The same for many coins of one block; what it gives stays right when the LCA moves. */
  lookUp(id: number): (name: Uint8Array) => CoinRecord | null {
    let at: { readonly lca: number | null; readonly fork: number; readonly latestFirst: CoinLayer[] } | undefined;
    return (name) => {
      const { lca } = this.#state;
      if (at === undefined || at.lca !== lca) {
        const { fork, path } = this.#branch(id);
        at = { lca, fork, latestFirst: this.#layers(path).reverse() };
      }
      return foundIn(at.latestFirst, name) ?? this.#stored(name, at.fork);
    };
  }

  /** All coins of a puzzle hash on the chain that ends at a block, in no order; a layer's record wins over the store's. */
  withPuzzleHash(id: number, puzzleHash: Uint8Array): CoinRecord[] {
    const { fork, path } = this.#branch(id);
    const changed = merged(this.#layers(path));
    const wanted = bytesToHex(puzzleHash);
    const stored = this.#store.withPuzzleHash(puzzleHash).flatMap((record) => asOf(record, fork) ?? []);
    const untouched = stored.filter(({ coin }) => !changed.has(bytesToHex(coinName(coin))));
    return [...untouched, ...[...changed.values()].filter(({ coin }) => bytesToHex(coin.puzzleHash) === wanted)];
  }

  /** What one block did to the coins, as it was found when the block was validated. */
  ofBlock(id: number): BlockCoins {
    const stored = this.#blocks.changes(id);
    if (stored === undefined) throw new RangeError(`no block has the id ${id}`);
    const { header, changes } = stored;
    return { ...changes, height: header.data.height, rewards: rewardCoins(header.data) };
  }

  /** What differs between the LCA and a block above it, by coin name in hex (consensus 9.4, "diff"). */
  changesSinceLca(id: number): CoinLayer {
    return merged(this.#layers(this.#branch(id).path));
  }

  /** Where a block's chain leaves the one that ends at the LCA (a height), and its blocks after that. */
  #branch(id: number): LcaMove {
    const height = this.#state.index.height(id);
    if (this.#state.main.has(id, height)) return { fork: height, path: [] };
    return this.#state.moveTo(id);
  }

  /** One per block of a path that starts above a block of the main chain; made upwards, as each may need the one below. */
  #layers(path: readonly number[]): CoinLayer[] {
    return path.map((id) => this.#cache.getOr(id, () => this.#layer(id)) as CoinLayer);
  }

  #layer(id: number): CoinLayer {
    const parent = this.#state.index.parent(id);
    return layerOf(this.ofBlock(id), parent === undefined ? () => null : this.lookUp(parent));
  }

  #stored(name: Uint8Array, height: number): CoinRecord | null {
    const record = this.#store.get(name);
    return record === undefined ? null : asOf(record, height);
  }
}

function foundIn(latestFirst: readonly CoinLayer[], name: Uint8Array): CoinRecord | null {
  const key = bytesToHex(name);
  for (const layer of latestFirst) {
    const record = layer.get(key);
    if (record !== undefined) return record;
  }
  return null;
}

/** Later layers win. */
function merged(layers: readonly CoinLayer[]): CoinLayer {
  return new Map(layers.flatMap((layer) => [...layer]));
}

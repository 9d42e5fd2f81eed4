import type { CoinRules } from '@salvia/clvm';
import { type Constants, coinName } from '@salvia/protocol';
import { toHex } from '../../consensus/support/hex.ts';
import type { Offer } from './offers.ts';
import type { TestBlock } from './test-chain.ts';

export type NaiveStatus = 'SUCCESS' | 'PENDING' | 'FAILED';

interface NaivePool {
  readonly tip: TestBlock;
  /** In order of arrival. */
  items: Offer[];
}

/** Heights of which dropped mempools' bundles are kept. */
const HEIGHTS = 10;

/** Mempools by their definition (consensus 11; coins.md, Mempool): lists, looked through from end to end. */
export class NaiveMempools {
  pools: NaivePool[];
  pending: Offer[] = [];
  /** By the height of the tip; the height that was added last comes last. */
  readonly #old: { readonly height: number; items: Offer[] }[] = [];
  readonly #coinRules: CoinRules;
  readonly #constants: Constants;

  constructor(tips: readonly TestBlock[], coinRules: CoinRules, constants: Constants) {
    this.pools = tips.map((tip) => ({ tip, items: [] }));
    this.#coinRules = coinRules;
    this.#constants = constants;
  }

  add(offer: Offer): NaiveStatus {
    const errors = this.pools.map((pool) => this.#offer(pool, offer));
    if (errors.some(isCurable)) this.#wait(offer);
    else this.pending = this.pending.filter(({ name }) => name !== offer.name);
    if (errors.includes(null)) return 'SUCCESS';
    return errors.some(isCurable) ? 'PENDING' : 'FAILED';
  }

  update(tips: readonly TestBlock[]): void {
    const before = this.pools;
    const isKnown = (hash: Uint8Array) => before.some(({ tip }) => toHex(tip.hash) === toHex(hash));
    const lowest = Math.min(...before.map(({ tip }) => tip.height));
    const added = tips.filter(({ hash }) => !isKnown(hash));
    const goesBack = added.some(({ height, header }) => {
      const parent = header.data.prevHeaderHash;
      return height < lowest || !(isKnown(parent) || tips.some(({ hash }) => toHex(hash) === toHex(parent)));
    });
    const byHeight = [...this.#old].sort((a, b) => a.height - b.height);
    const offered = [
      ...(goesBack ? byHeight.flatMap(({ items }) => items) : []),
      ...before.flatMap(({ items }) => items),
    ];
    for (const { tip, items } of before) if (!tips.includes(tip)) this.#keep(tip.height, items);
    this.pools = tips.map((tip) => before.find((pool) => pool.tip === tip) ?? { tip, items: [] });
    for (const pool of this.pools.filter(({ tip }) => added.includes(tip))) {
      for (const offer of [...new Set(offered), ...this.pending]) this.#readmit(pool, offer);
    }
  }

  /** The names of what a block on a tip takes. */
  bundleFor(tip: TestBlock): string[] {
    const items = this.pools.find((pool) => pool.tip === tip)?.items ?? [];
    let left = this.#constants.MAX_BLOCK_COST_CLVM;
    return this.#byRate(items).flatMap(({ name, cost }) => {
      if (cost > left) return [];
      left -= cost;
      return [name];
    });
  }

  #readmit(pool: NaivePool, offer: Offer): void {
    const error = this.#offer(pool, offer);
    const isHeld = this.pools.some(({ items }) => items.includes(offer));
    if (error === null) this.pending = this.pending.filter(({ name }) => name !== offer.name);
    else if (isCurable(error) && !isHeld) this.#wait(offer);
  }

  #wait(offer: Offer): void {
    if (!this.pending.includes(offer)) this.pending.push(offer);
  }

  #keep(height: number, items: readonly Offer[]): void {
    const at = this.#old.findIndex((each) => each.height === height);
    const known = at < 0 ? [] : (this.#old.splice(at, 1)[0]?.items ?? []);
    this.#old.push({ height, items: [...new Set([...known, ...items])] });
    if (this.#old.length > HEIGHTS) this.#old.shift();
  }

  /** `null`: the mempool has it now. */
  #offer(pool: NaivePool, offer: Offer): string | null {
    if (pool.items.includes(offer)) return null;
    const records = offer.coins.map((coin) => pool.tip.coins.get(toHex(coinName(coin))));
    if (records.includes(undefined)) return 'UNKNOWN_UNSPENT';
    const evicted = this.#evictedBy(offer, pool.items);
    if (evicted === null || (evicted.length > 0 && offer.fee === 0n)) return 'INVALID_FEE_LOW_FEE';
    if (records.some((record) => record?.spent)) return 'DOUBLE_SPEND';
    const conflicts = pool.items.filter(({ coins }) => coins.some((coin) => offer.coins.includes(coin)));
    if (conflicts.length > 0 && !this.#mayReplace(offer, conflicts)) return 'MEMPOOL_CONFLICT';
    if (offer.lock > pool.tip.height) return 'LOCKED';
    const left = pool.items.filter((item) => !conflicts.includes(item));
    const worst = this.#evictedBy(offer, left) ?? [];
    pool.items = [...left.filter((item) => !worst.includes(item)), offer];
    return null;
  }

  #size({ cost }: Offer): bigint {
    return this.#coinRules === 'beta18' ? 1n : cost;
  }

  #capacity(): bigint {
    const { TX_PER_SEC, BLOCK_TIME_TARGET, MEMPOOL_BLOCK_BUFFER, MAX_BLOCK_COST_CLVM } = this.#constants;
    if (this.#coinRules === 'beta18') return BigInt(TX_PER_SEC * BLOCK_TIME_TARGET * MEMPOOL_BLOCK_BUFFER);
    return MAX_BLOCK_COST_CLVM * BigInt(MEMPOOL_BLOCK_BUFFER);
  }

  /** Which items have to go, worst first; `null` if one of them is better than what comes. */
  #evictedBy(offer: Offer, items: readonly Offer[]): Offer[] | null {
    const used = items.reduce((sum, item) => sum + this.#size(item), 0n);
    let missing = used + this.#size(offer) - this.#capacity();
    const evicted: Offer[] = [];
    for (const worst of [...items].sort((a, b) => this.#compare(a, b))) {
      if (missing <= 0n) break;
      if (this.#compare(worst, offer) > 0) return null;
      evicted.push(worst);
      missing -= this.#size(worst);
    }
    return missing > 0n ? null : evicted;
  }

  #mayReplace(offer: Offer, conflicts: readonly Offer[]): boolean {
    if (conflicts.some((conflict) => this.#compare(offer, conflict) <= 0)) return false;
    if (this.#coinRules === 'beta18') return true;
    const fees = conflicts.reduce((sum, { fee }) => sum + fee, 0n);
    const coins = conflicts.flatMap((conflict) => conflict.coins);
    return offer.fee - fees >= 10_000_000n && coins.every((coin) => offer.coins.includes(coin));
  }

  #compare(a: Offer, b: Offer): number {
    if (this.#coinRules === 'beta18') return Number(a.fee) / Number(a.cost) - Number(b.fee) / Number(b.cost);
    return Number(a.fee * b.cost - b.fee * a.cost);
  }

  /** The best first, equal ones in order of arrival. */
  #byRate(items: readonly Offer[]): Offer[] {
    return [...items].sort((a, b) => this.#compare(b, a));
  }
}

const isCurable = (error: string | null): boolean => error === 'MEMPOOL_CONFLICT' || error === 'LOCKED';

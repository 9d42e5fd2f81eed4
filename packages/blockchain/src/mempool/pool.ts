import { bytesToHex } from '@noble/hashes/utils.js';
import type { ChainView } from '../consensus/index.ts';
import type { MempoolItem, Refusal, Sized } from './item.ts';
import { type Judgement, type JudgeRules, judge } from './judge.ts';
import type { MempoolPolicy } from './policy/index.ts';
import { RateGroups } from './rate-groups.ts';

/** `HELD`: it is there already. `FITS`: it can be inserted, if it is signed. */
export type Verdict = 'HELD' | 'FITS' | Refusal;

const LOW_FEE: Refusal = { error: 'INVALID_FEE_LOW_FEE', everywhere: false };
const CONFLICT: Refusal = { error: 'MEMPOOL_CONFLICT', everywhere: false };
const UNSIGNED: Refusal = { error: 'BAD_AGGREGATE_SIGNATURE', everywhere: true };

/** The mempool of one tip (consensus 11.1): bundles that are valid on it, no two of which spend the same coin. */
export class Pool {
  readonly tip: Uint8Array;
  readonly tipKey: string;
  readonly view: ChainView;
  readonly #policy: MempoolPolicy;
  readonly #mostBytes: number;
  readonly #items = new Map<string, MempoolItem>();
  readonly #byRate: RateGroups;
  readonly #spenders = new Map<string, MempoolItem>();
  #used = 0n;
  #bytes = 0;
  #changes = 0;

  /**
   * @param tip header hash, 32 bytes
   * @param mostBytes what all bundles may take, beside the policy's capacity
   */
  constructor(tip: Uint8Array, view: ChainView, policy: MempoolPolicy, mostBytes: number) {
    this.tip = tip;
    this.tipKey = bytesToHex(tip);
    this.view = view;
    this.#policy = policy;
    this.#mostBytes = mostBytes;
    this.#byRate = new RateGroups(policy.compareRates);
  }

  /** In order of arrival. */
  get items(): readonly MempoolItem[] {
    return [...this.#items.values()];
  }

  get count(): number {
    return this.#items.size;
  }

  /** Grows whenever what is here changes. */
  get changes(): number {
    return this.#changes;
  }

  get(key: string): MempoolItem | undefined {
    return this.#items.get(key);
  }

  /** Highest fee rate first. */
  fromBest(): Iterable<MempoolItem> {
    return this.#byRate.fromBest();
  }

  /** Whether there is room, or would be if items went that pay no better (consensus 11.2 M11). */
  hasRoom(item: Sized): boolean {
    const inTheWay = this.#inTheWay(item);
    return inTheWay !== null && (inTheWay.length === 0 || item.fees > 0n);
  }

  /** Checks M6 to M15 in their order, and M16 as far as it is known. */
  verdict(item: MempoolItem, judgement: Judgement): Verdict {
    if (this.#items.has(item.key)) return 'HELD';
    return (
      judgement.funds ??
      (this.hasRoom(item) ? null : LOW_FEE) ??
      judgement.coins ??
      (this.#mayReplaceConflicts(item) ? null : CONFLICT) ??
      judgement.spends ??
      (item.signed === false ? UNSIGNED : 'FITS')
    );
  }

  judge(item: MempoolItem, rules: JudgeRules): Judgement {
    return judge(item, this.view, rules);
  }

  /** Puts an item in that fits (M17): what it replaces goes first, then what is worth least until there is room. */
  insert(item: MempoolItem): void {
    for (const conflict of this.#conflicts(item)) this.#remove(conflict);
    for (const worst of this.#inTheWay(item) ?? []) this.#remove(worst);
    this.#items.set(item.key, item);
    this.#byRate.add(item);
    for (const coin of item.removalKeys) this.#spenders.set(coin, item);
    this.#used += this.#policy.sizeOf(item);
    this.#bytes += item.size;
    this.#changes++;
  }

  /** Consensus 11.5. */
  #remove(item: MempoolItem): void {
    this.#items.delete(item.key);
    this.#byRate.delete(item);
    for (const coin of item.removalKeys) this.#spenders.delete(coin);
    this.#used -= this.#policy.sizeOf(item);
    this.#bytes -= item.size;
    this.#changes++;
  }

  /** Items that have to go to make room, worst first; `null` if one of them would pay better than what comes. */
  #inTheWay(item: Sized): MempoolItem[] | null {
    const goes: MempoolItem[] = [];
    let missing = this.#used + this.#policy.sizeOf(item) - this.#policy.capacity;
    let missingBytes = this.#bytes + item.size - this.#mostBytes;
    if (missing <= 0n && missingBytes <= 0) return goes;
    for (const worst of this.#byRate.fromWorst()) {
      if (this.#policy.compareRates(worst, item) > 0) return null;
      goes.push(worst);
      missing -= this.#policy.sizeOf(worst);
      missingBytes -= worst.size;
      if (missing <= 0n && missingBytes <= 0) return goes;
    }
    return null;
  }

  #conflicts(item: MempoolItem): Set<MempoolItem> {
    return new Set(item.removalKeys.flatMap((coin) => this.#spenders.get(coin) ?? []));
  }

  #mayReplaceConflicts(item: MempoolItem): boolean {
    const conflicts = [...this.#conflicts(item)];
    return conflicts.length === 0 || this.#policy.mayReplace(item, conflicts);
  }
}

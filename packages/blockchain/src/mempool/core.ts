import type { CoinRules } from '@salvia/clvm';
import type { Constants } from '@salvia/protocol';
import type { MempoolChain, MempoolLimits, MempoolsOptions } from './api.ts';
import { createExaminer, type Examiner } from './examine.ts';
import type { MempoolItem } from './item.ts';
import type { JudgeRules } from './judge.ts';
import { DEFAULT_LIMITS } from './limits.ts';
import { OldItems } from './old-items.ts';
import { Pending } from './pending.ts';
import { type MempoolPolicy, policyOf } from './policy/index.ts';
import type { Pool } from './pool.ts';
import { RecentNames } from './recent-names.ts';
import { SignatureSums } from './signature-sums.ts';

/** What the parts of the mempools share. */
export class MempoolCore {
  readonly chain: MempoolChain;
  readonly constants: Constants;
  readonly coinRules: CoinRules;
  readonly policy: MempoolPolicy;
  readonly limits: MempoolLimits;
  readonly examiner: Examiner;
  readonly log: MempoolsOptions['log'];
  /** One per tip, in the order of the tips. */
  pools: readonly Pool[] = [];
  readonly pending: Pending;
  readonly old = new OldItems();
  readonly sums = new SignatureSums();
  readonly seen: RecentNames;
  /** Cost of a program without spends; known before anything is in a pool. */
  emptyCost = 0n;
  /** While mempools follow the tips, nothing else is put into them. */
  #following: Promise<void> | null = null;

  constructor({ chain, pool: verifier, constants, coinRules = 'mainnet', limits, log }: MempoolsOptions) {
    this.chain = chain;
    this.constants = constants;
    this.coinRules = coinRules;
    this.policy = policyOf(coinRules, constants);
    this.limits = { ...DEFAULT_LIMITS, ...limits };
    this.examiner = createExaminer({ verifier, policy: this.policy, constants, coinRules });
    this.log = log;
    this.pending = new Pending(this.limits.pending);
    this.seen = new RecentNames(this.limits.seen);
  }

  rules(nowMs: number): JudgeRules {
    return { constants: this.constants, coinRules: this.coinRules, nowMs };
  }

  /** In some mempool. */
  held(key: string): MempoolItem | undefined {
    for (const pool of this.pools) {
      const item = pool.get(key);
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** All mempools' items, each once. */
  items(): MempoolItem[] {
    const [first, ...others] = this.pools;
    if (first === undefined) return [];
    return [...new Set([...first.items, ...others.flatMap(({ items }) => items)])];
  }

  /** Has the mempools follow the tips, after those rounds that are under way. */
  follow(round: () => Promise<void>): Promise<void> {
    const done = (this.#following ?? Promise.resolve()).then(round);
    const quiet: Promise<void> = done
      .catch(() => undefined)
      .then(() => {
        if (this.#following === quiet) this.#following = null;
      });
    this.#following = quiet;
    return done;
  }

  /** Resolves when the mempools are those of the tips, as far as is known. */
  async settled(): Promise<void> {
    while (this.#following !== null) await this.#following;
  }
}

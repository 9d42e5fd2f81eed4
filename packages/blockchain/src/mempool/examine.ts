import { type CoinRules, type GeneratorFailure, type GeneratorRun, writeGenerator } from '@salvia/clvm';
import { type CoinSolution, type Constants, coinName, type ErrorName, type SpendBundle } from '@salvia/protocol';
import type { Verifier } from '../consensus/index.ts';
import type { MempoolItem } from './item.ts';
import type { MempoolPolicy } from './policy/index.ts';
import { screen } from './screen.ts';

export interface ExamineOptions {
  readonly verifier: Pick<Verifier, 'runGenerator' | 'aggregateSignature'>;
  readonly policy: MempoolPolicy;
  readonly constants: Constants;
  readonly coinRules: CoinRules;
}

/** What the checks M2 to M5 make of a bundle. `COSTLY`: that its program needs more than it was allowed. */
export type Examined = MempoolItem | { readonly error: ErrorName } | 'COSTLY';

/** The part of admission that needs a worker thread, and no chain. */
export interface Examiner {
  /** Runs a bundle's program, by default at most at a fraction of what it may cost; then checks M2 to M5. */
  examine(bundle: SpendBundle, name: Uint8Array, allowed: 'LITTLE' | 'ALL'): Promise<Examined>;
  /** M16. What it finds, the item remembers. */
  checkSignature(item: MempoolItem): Promise<void>;
  /** Cost of a program without spends: what bundles have in common, and a block has once. */
  emptyCost(): Promise<bigint>;
}

/** Programs may cost that much less than allowed to count as not costly: some dozen standard spends. */
const LITTLE = 25n;

export function createExaminer({ verifier, policy, constants, coinRules }: ExamineOptions): Examiner {
  const run = (spends: readonly CoinSolution[], maxCost: bigint): Promise<GeneratorRun | GeneratorFailure> => {
    const listed = spends.map(({ coin, solution }) => ({ coinName: coinName(coin), solution }));
    return verifier.runGenerator(writeGenerator(listed, coinRules), { maxCost, strict: policy.strict });
  };
  let empty: Promise<bigint> | undefined;

  return {
    async examine(bundle, name, allowed) {
      const ran = await run(bundle.coinSolutions, allowed === 'ALL' ? policy.mostCost : policy.mostCost / LITTLE);
      if (!('error' in ran)) return screen(bundle, name, ran, constants);
      return allowed === 'LITTLE' && ran.error === 'BLOCK_COST_EXCEEDS_MAX' ? 'COSTLY' : { error: ran.error };
    },
    async checkSignature(item) {
      if (item.signed !== null) return;
      const { pairs, bundle } = item;
      item.signed =
        pairs.length === 0
          ? policy.acceptsUnsigned(item)
          : await verifier.aggregateSignature(pairs, bundle.aggregatedSignature);
      item.pairs = [];
    },
    emptyCost() {
      empty ??= run([], policy.mostCost).then((ran) => ('error' in ran ? 0n : ran.cost));
      return empty;
    },
  };
}

import { keyGen } from '@salvia/bls';
import { type Coin, coinName, type SpendBundle } from '@salvia/protocol';
import { conditions, type StandardKey, spendBundle, standardKey } from '@salvia/testkit';
import { hash32 } from '../bytes.ts';

/** Mojo of a coin that is spent, and what of it goes to whoever farms the block. */
const AMOUNT = 1_000_000_000n;
const FEE = 10_000_000n;

export const keyNumber = (index: number): StandardKey => standardKey(keyGen(hash32('wallet', index)));

/** Coins that are there to be spent, each with a key of its own. */
export interface Funds {
  /** Creates them all out of one coin, which is the first key's. */
  readonly split: SpendBundle;
  /** One bundle for each, with two outputs and a fee. */
  readonly bundles: readonly SpendBundle[];
}

export function makeFunds(from: Coin, count: number, genesisHash: Uint8Array): Funds {
  const keys = Array.from({ length: count }, (_, index) => keyNumber(index));
  const [owner] = keys as [StandardKey];
  const outputs = keys.map(({ puzzleHash }) => conditions.createCoin(puzzleHash, AMOUNT));
  const change = conditions.createCoin(owner.puzzleHash, from.amount - AMOUNT * BigInt(count) - FEE);
  const split = spendBundle([{ coin: from, key: owner, conditions: [...outputs, change] }], genesisHash);
  const parentCoinInfo = coinName(from);
  const bundles = keys.map((key, index) => {
    const receiver = keys[(index + 1) % count] as StandardKey;
    const spend = {
      coin: { parentCoinInfo, puzzleHash: key.puzzleHash, amount: AMOUNT },
      key,
      conditions: [
        conditions.createCoin(receiver.puzzleHash, AMOUNT / 3n),
        conditions.createCoin(key.puzzleHash, AMOUNT - AMOUNT / 3n - FEE),
      ],
    };
    return spendBundle([spend], genesisHash);
  });
  return { split, bundles };
}

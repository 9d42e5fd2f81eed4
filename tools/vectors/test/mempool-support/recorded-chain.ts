import { bytesToHex } from '@noble/hashes/utils.js';
import {
  additionsOf,
  type ChainView,
  type MempoolChain,
  removalsOf,
  rewardCoins,
  type Verifier,
} from '@salvia/blockchain';
import { type Coin, type CoinRecord, coinName, type FullBlock, type Header, headerHash } from '@salvia/protocol';

interface Place {
  readonly header: Header;
  readonly coins: ReadonlyMap<string, CoinRecord>;
  /** Of the chain's blocks, by height. */
  readonly timestamps: readonly bigint[];
}

/** A chain whose blocks are believed: it has those that the reference took by accident, and with them their coins. */
export interface RecordedChain extends MempoolChain {
  add(block: FullBlock): Promise<void>;
  /** @param tips header hashes as hex, in the order of the tips */
  choose(tips: readonly string[]): void;
}

const MOST_COST = 1n << 62n;

export function recordedChain(verifier: Verifier): RecordedChain {
  const places = new Map<string, Place>();
  let tips: readonly string[] = [];
  const place = (hash: string): Place => {
    const found = places.get(hash);
    if (found === undefined) throw new Error(`no block ${hash}`);
    return found;
  };

  async function effects(generator: Uint8Array | null): Promise<{ additions: Coin[]; removals: Uint8Array[] }> {
    if (generator === null) return { additions: [], removals: [] };
    const run = await verifier.runGenerator(generator, { maxCost: MOST_COST, strict: false });
    if ('error' in run) throw new Error(`a recorded program fails: ${run.error}`);
    // A coin of a negative amount has no name that we could give it, and nothing recorded spends one.
    return { additions: additionsOf(run).filter(({ amount }) => amount >= 0n), removals: removalsOf(run) };
  }

  return {
    async add({ header, transactionsGenerator }) {
      const { data } = header;
      const parent = places.get(bytesToHex(data.prevHeaderHash));
      const coins = new Map(parent?.coins);
      const create = (coin: Coin, coinbase: boolean) => {
        const record = { coin, confirmedBlockIndex: data.height, spentBlockIndex: 0, spent: false, coinbase };
        coins.set(bytesToHex(coinName(coin)), record);
      };
      const { additions, removals } = await effects(transactionsGenerator);
      for (const coin of additions) create(coin, false);
      for (const coin of rewardCoins(data)) create(coin, true);
      for (const name of removals.map(bytesToHex)) {
        const record = coins.get(name);
        if (record === undefined) throw new Error(`a recorded block spends the unknown coin ${name}`);
        coins.set(name, { ...record, spent: true, spentBlockIndex: data.height });
      }
      const timestamps = [...(parent?.timestamps ?? []), data.timestamp];
      places.set(bytesToHex(headerHash(header)), { header, coins, timestamps });
    },
    choose(chosen) {
      tips = chosen;
    },
    tips: () => tips.map((hash) => place(hash).header),
    view: (hash) => viewOf(place(bytesToHex(hash))),
  };
}

function viewOf({ header, coins, timestamps }: Place): ChainView {
  return {
    height: header.data.height,
    timestamp: header.data.timestamp,
    coin: (name) => coins.get(bytesToHex(name)) ?? null,
    timestampAt: (height) => timestamps[height] as bigint,
  };
}

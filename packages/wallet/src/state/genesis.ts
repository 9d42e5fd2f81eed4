import { ancestryOf, blockRecord, challengeAfter, rewardCoins } from '@salvia/blockchain';
import { genesisBlock, headerHash, type NetworkFile } from '@salvia/protocol';
import type { WalletStores } from '../store/stores.ts';
import type { HeaderRecord, WalletBlock } from './api.ts';
import { applyBlock } from './apply-block.ts';
import type { Unit } from './unit.ts';
import type { WalletKeys } from './wallet-api.ts';
import { noticePayments } from './window.ts';

/** The network's first block, with its rewards; a generator it has none. */
export function genesisOf(network: NetworkFile): WalletBlock {
  const { header, proofOfSpace, proofOfTime } = genesisBlock(network);
  const record = blockRecord(header, network.constants.MIN_ITERS_STARTING);
  if (proofOfTime === null) throw new TypeError('a network file whose genesis has no proof of time was not checked');
  const { hash } = challengeAfter({ proofOfSpace, proofOfTime }, ancestryOf([record]), network.constants);
  return {
    header: {
      ...record,
      headerHash: headerHash(header),
      prevHeaderHash: header.data.prevHeaderHash,
      challengeHash: hash,
      scanned: true,
    },
    additions: rewardCoins(header.data),
    removals: [],
  };
}

/** Begins the chain (wallet 4.3.7). */
export function begin(
  parts: { readonly stores: WalletStores; readonly keys: WalletKeys },
  unit: Unit,
  { header, additions, removals }: WalletBlock,
): HeaderRecord {
  const { blocks } = parts.stores;
  blocks.add(header, { additions, removals });
  noticePayments(parts, unit, additions);
  blocks.enter(header.headerHash);
  applyBlock(parts.stores, unit, header, { additions, removals });
  unit.head = header;
  return header;
}

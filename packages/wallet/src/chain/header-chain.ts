import { bytesToHex } from '@noble/hashes/utils.js';
import { lookBack, type Verifier } from '@salvia/blockchain';
import type { NetworkFile } from '@salvia/protocol';
import { WalletError } from '../errors.ts';
import type { HeaderRecord } from '../state/api.ts';
import type { Wallet } from '../state/wallet-api.ts';
import type { HeaderChain, ValidationMode } from './api.ts';
import { Branch } from './branch.ts';
import type { SampleSizes } from './claims.ts';
import type { RandomBytes } from './draw.ts';
import { RecentRecords } from './recent-records.ts';
import { validateStream } from './validate-stream.ts';

export interface HeaderChainOptions {
  /** Where the validated headers go, and where branches begin. */
  readonly wallet: Pick<Wallet, 'block' | 'headerAtHeight' | 'startingHeight'>;
  readonly network: NetworkFile;
  readonly verifier: Verifier;
  readonly mode: ValidationMode;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Which headers are drawn must not be foreseen by those who make them. */
  readonly randomBytes: RandomBytes;
  readonly samples?: SampleSizes;
}

export function createHeaderChain(options: HeaderChainOptions): HeaderChain {
  const { wallet, network, mode } = options;
  const { constants } = network;

  function stored(headerHash: Uint8Array): HeaderRecord {
    const record = wallet.block(headerHash);
    if (record === undefined) throw new WalletError('UNKNOWN_BLOCK', { headerHash: bytesToHex(headerHash) });
    return record;
  }

  function branch(forkHash: Uint8Array): Branch {
    const fork = stored(forkHash);
    const genesis = wallet.headerAtHeight(0) ?? fork;
    const records = new RecentRecords((hash) => wallet.block(hash), genesis, fork, lookBack(constants));
    return new Branch(records, { ...options, constants, startingHeight: wallet.startingHeight() });
  }

  return {
    mode,
    branch,
    validate: (answers, headerOf, sourceOf) => validateStream({ mode, branch }, answers, headerOf, sourceOf),
  };
}

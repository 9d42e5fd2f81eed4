import { hexToBytes } from '@noble/hashes/utils.js';
import type { CoinRules } from '@salvia/clvm';
import { type Constants, FullBlock, headerHash } from '@salvia/protocol';
import { preValidate, type Verifier } from '../consensus/index.ts';
import { adviceFor, type ChainStores } from '../store/index.ts';
import type { BlockAdded, Blockchain, ReceiveResult } from './api.ts';
import { createBranch } from './branch.ts';
import { candidateOn } from './candidate.ts';
import { checkRecentCoins } from './check-coins.ts';
import { provedHeight, replaceProof } from './compact-proofs.ts';
import { ChainCore } from './core.ts';
import { BlockchainError, type BlockchainErrorPayloads } from './errors.ts';
import { Listeners } from './listeners.ts';
import { loadState } from './load.ts';
import { Mutex } from './mutex.ts';
import { createReader } from './reader.ts';
import { judgeUnfinished, receive } from './receive.ts';
import { Warming } from './warming.ts';

/** The members that a network file has can come from there: `{ ...network, stores, pool }`. */
export interface BlockchainOptions {
  readonly constants: Constants;
  /** The serialized block 0, as hex. */
  readonly genesis: string;
  /** What programs of spends mean; `pool` must have been made for the same. Default: `mainnet`. */
  readonly coinRules?: CoinRules;
  /** `sqliteStores(…)` or `memoryStores()`; closed with the chain, or if it cannot be opened. */
  readonly stores: ChainStores | Promise<ChainStores>;
  /** Checks proofs and signatures and runs programs. Is not closed with the chain: several may share it. */
  readonly pool: Verifier;
  readonly log?: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
}

/**
 * Opens a chain, or begins one with the network's genesis block. Fails with a `BlockchainError` (WRONG_GENESIS,
 * INVALID_GENESIS, CORRUPT_CHAIN) or a `DatabaseError`.
 */
export async function createBlockchain(options: BlockchainOptions): Promise<Blockchain> {
  const { constants, log } = options;
  const stores = await options.stores;
  try {
    const genesis = FullBlock.decode(hexToBytes(options.genesis));
    const state = loadState(stores, headerHash(genesis.header));
    const { pool: verifier, coinRules = 'mainnet' } = options;
    const core = new ChainCore({ state, stores, constants, verifier, coinRules });
    if (state.lca === null) await begin(core, genesis);
    else checkRecentCoins(state, stores);
    return assemble(core, stores, log);
  } catch (error) {
    await stores.close();
    throw stores.path === null ? error : advised(error, stores.path);
  }
}

/** Any error; that of a damaged chain says what to do. */
function advised(error: unknown, path: string): unknown {
  if (!(error instanceof BlockchainError) || error.code !== 'CORRUPT_CHAIN') return error;
  const { problem } = error.payload as BlockchainErrorPayloads['CORRUPT_CHAIN'];
  return new BlockchainError('CORRUPT_CHAIN', { problem, advice: adviceFor(path) });
}

/** Consensus 9.7 step 1. The clock does not matter: genesis may have any timestamp (7.2, H4 and H5). */
async function begin(core: ChainCore, genesis: FullBlock): Promise<void> {
  const result = await receive(core, genesis, 0);
  if (result.result === 'ADDED_TO_HEAD') return;
  throw new BlockchainError('INVALID_GENESIS', { error: 'error' in result ? result.error : result.result });
}

function assemble(core: ChainCore, stores: ChainStores, log: BlockchainOptions['log']): Blockchain {
  const mutex = new Mutex();
  const warming = new Warming(core);
  const listeners = new Listeners<BlockAdded>((error) => log?.error({ error }, 'a listener to blocks failed'));
  const add: Blockchain['receiveBlock'] = async (block, nowMs, options) => {
    const result = await receive(core, block, nowMs, options);
    if (isAddition(result)) listeners.tell({ block, headerHash: headerHash(block.header), result });
    return result;
  };
  return {
    ...createReader(core),
    receiveBlock: (block, nowMs, options) => mutex.run(() => add(block, nowMs, options)),
    preValidate: (block) => preValidate(block, core.constants, core.ahead),
    warm: (block) => warming.warm(block),
    branch: (forkHash) => createBranch(core, forkHash),
    validateUnfinished: (block, nowMs) => judgeUnfinished(core, block, nowMs),
    createCandidate: (request) => candidateOn(core, request),
    putUnfinished: async (unfinished) => stores.unfinished.put(unfinished),
    getUnfinished: async (challengeHash, iterations) => stores.unfinished.get(challengeHash, iterations) ?? null,
    listUnfinished: async () => stores.unfinished.list(),
    pruneUnfinishedBelow: async (height) => stores.unfinished.pruneBelow(height),
    sync: stores.sync,
    provedHeight: async (challengeHash, iterations) => provedHeight(core, challengeHash, iterations),
    replaceProofOfTime: (proof) => mutex.run(() => replaceProof(core, proof)),
    onBlock: (listener) => listeners.add(listener),
    close: () => mutex.run(() => stores.close()),
  };
}

function isAddition(result: ReceiveResult): result is BlockAdded['result'] {
  return result.result === 'ADDED_TO_HEAD' || result.result === 'ADDED_AS_ORPHAN';
}

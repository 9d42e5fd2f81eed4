import { bytesToHex } from '@noble/hashes/utils.js';
import { sameBytes } from '@salvia/streamable';
import { WalletError } from '../errors.ts';
import { openWalletStores, STANDARD_WALLET, type WalletStores } from '../store/stores.ts';
import type { WalletBlock } from './api.ts';
import { WalletCore } from './core.ts';
import { begin, genesisOf } from './genesis.ts';
import { Memory } from './memory.ts';
import { STARTING_HEIGHT } from './starting-height.ts';
import { Unit } from './unit.ts';
import { walletOf } from './wallet.ts';
import type { OpenWalletOptions, Wallet } from './wallet-api.ts';
import { fillWindow } from './window.ts';

/**
 * Opens the wallet of a key, or begins it with the network's genesis block (wallet 4.1).
 * @throws WalletError WRONG_KEY, WRONG_NETWORK; DatabaseError
 */
export async function openWallet(options: OpenWalletOptions): Promise<Wallet> {
  const { path, log = null } = options;
  const stores = await openWalletStores({ path, ...(log && { log }) });
  try {
    const memory = stores.transaction(() => load(stores, options));
    return walletOf(new WalletCore({ ...options, stores, log }, memory));
  } catch (error) {
    await stores.close();
    throw error;
  }
}

function load(stores: WalletStores, { path, network, keys, startingHeight = 0 }: OpenWalletOptions): Memory {
  const genesis = genesisOf(network);
  if (stores.values.wallets().length === 0) {
    stores.values.addWallet(STANDARD_WALLET);
    STARTING_HEIGHT.set(stores.values, startingHeight);
  } else checkOwner(stores, keys.key(0).puzzleHash, path);
  checkNetwork(stores, genesis, path);
  const parts = { stores, keys };
  const unit = new Unit();
  fillWindow(parts, unit);
  const head = stores.blocks.head() ?? begin(parts, unit, genesis);
  return new Memory(
    head,
    stores.puzzleHashes.from(0).map(({ puzzleHash }) => puzzleHash),
  );
}

function checkOwner({ puzzleHashes }: WalletStores, first: Uint8Array, path: string): void {
  if (puzzleHashes.indexOf(first) !== 0) throw new WalletError('WRONG_KEY', { path });
}

function checkNetwork({ blocks }: WalletStores, { header }: WalletBlock, path: string): void {
  const found = blocks.atHeight(0);
  if (found === undefined || sameBytes(found.headerHash, header.headerHash)) return;
  const [foundHash, wanted] = [found.headerHash, header.headerHash].map(bytesToHex);
  throw new WalletError('WRONG_NETWORK', { path, found: foundHash ?? '', wanted: wanted ?? '' });
}

import { encodeAddress } from '@salvia/keychain';
import { WalletError } from '../errors.ts';
import type { AddressRecord } from './api.ts';
import { balanceOf } from './balance.ts';
import type { WalletCore } from './core.ts';
import { interestsOf } from './interests.ts';
import { acknowledged, cancel, pendingBundlesOf, resubmit, submitted } from './life-cycle.ts';
import { coinPage, historyPage } from './pages.ts';
import { receive } from './receive.ts';
import { rescan } from './rescan.ts';
import { send } from './send.ts';
import { STARTING_HEIGHT } from './starting-height.ts';
import type { Wallet } from './wallet-api.ts';
import { nextIndex, useUpTo } from './window.ts';

/** The methods of a wallet over its core. */
export function walletOf(core: WalletCore): Wallet {
  const { stores, memory, network } = core;
  return {
    network,
    ...chainMethods(core),
    ...addressMethods(core),
    balance: () => balanceOf(core),
    coins: (query = {}) => coinPage(core, query),
    history: (query = {}) => historyPage(core, query),
    transaction: (id) => stores.transactions.get(id),
    wallets: () => stores.values.wallets(),
    pendingCount: () => stores.transactions.pendingTotals().count,
    send: (request) => send(core, request),
    pendingBundles: () => pendingBundlesOf(stores),
    submitted: (id, peers) => submitted(core, id, peers),
    acknowledged: (id, peer, status, error) => acknowledged(core, id, peer, status, error),
    cancel: (id) => cancel(core, id),
    resubmit: () => resubmit(core),
    on: (listener) => core.on(listener),
    ownsPuzzleHash: (puzzleHash) => memory.indexOf(puzzleHash) !== undefined,
    close: () => core.exclusive(() => stores.close()),
  };
}

function chainMethods(core: WalletCore) {
  const { blocks, values } = core.stores;
  return {
    head: () => core.memory.head,
    block: (headerHash) => blocks.get(headerHash),
    hashAtHeight: (height) => blocks.atHeight(height)?.headerHash,
    headerAtHeight: (height) => blocks.atHeight(height),
    startingHeight: () => STARTING_HEIGHT.get(values),
    receive: (received) => receive(core, received),
    interests: (parentHash, additions = []) => interestsOf(core, parentHash, additions),
    rescan: (fromHeight, options = {}) => rescan(core, fromHeight, options),
  } satisfies Partial<Wallet>;
}

function addressMethods(core: WalletCore) {
  const { memory, network, stores } = core;
  const address = (index: number): AddressRecord => {
    const puzzleHash = memory.puzzleHashes[index];
    if (puzzleHash === undefined) {
      throw new WalletError('ADDRESS_NOT_WATCHED', { index, watched: memory.puzzleHashes.length });
    }
    return { index, puzzleHash, address: encodeAddress(puzzleHash, network.addressPrefix, network.coinRules) };
  };
  return {
    address,
    newAddress: async () => {
      const index = await core.change((unit) => {
        const next = nextIndex(stores);
        useUpTo(core, unit, next);
        return next;
      });
      return address(index);
    },
  } satisfies Partial<Wallet>;
}

import { hexToBytes } from '@noble/hashes/utils.js';
import type { Server } from '@salvia/network';
import type { NetworkFile } from '@salvia/protocol';
import { addConnectionsRoute, RpcError, type RpcRouter } from '@salvia/service';
import { type Payment, puzzleHashOfAddress, type Wallet } from '@salvia/wallet';
import type { RequestOf } from '@salvia/wallet-client';
import type { Resubmitter } from '../resubmitter.ts';
import type { SyncDriver } from '../sync/driver.ts';
import { refusing } from './refusals.ts';
import { registerRoutes, type WalletApi } from './register.ts';
import { addressViewOf, coinViewOf, headViewOf, hexOf, transactionViewOf } from './views.ts';

/** What the routes look at. */
export interface RpcContext {
  readonly network: NetworkFile;
  readonly fingerprint: number;
  readonly wallet: Wallet;
  readonly sync: SyncDriver;
  readonly resubmitter: Resubmitter;
  readonly server: Pick<Server, 'connections' | 'nodeId'>;
}

/** What a wallet answers over HTTP (wallet 7). */
export function addRoutes(rpc: RpcRouter, context: RpcContext): void {
  registerRoutes(rpc, walletApi(context));
  addConnectionsRoute(rpc, () => context.server.connections());
}

export function walletApi({ network, fingerprint, wallet, sync, resubmitter, server }: RpcContext): WalletApi {
  const shown = (record: Parameters<typeof transactionViewOf>[0]) => transactionViewOf(record, network);
  const api: WalletApi = {
    state: () => ({
      networkId: network.networkId,
      nodeId: hexOf(server.nodeId),
      fingerprint,
      addressPrefix: network.addressPrefix,
      head: headViewOf(wallet.head()),
      sync: sync.status().state,
      caughtUp: sync.caughtUp(),
      pending: wallet.pendingCount(),
      peers: countByType(server),
    }),
    sync() {
      const { target, ...status } = sync.status();
      return {
        ...status,
        target: target && { height: target.height, headerHash: hexOf(target.hash), weight: target.weight },
        height: wallet.head().height,
        peers: sync.peers(),
        caughtUp: sync.caughtUp(),
      };
    },
    balance: () => ({ height: wallet.head().height, ...wallet.balance() }),
    address: ({ index = 0 }) => addressViewOf(wallet.address(index)),
    newAddress: async () => addressViewOf(await wallet.newAddress()),
    async send({ outputs, fee, coins, origin }) {
      const request = {
        outputs: outputs.map((output) => paymentOf(output, network)),
        ...(fee !== undefined && { fee }),
        ...(coins && { coins: coins.map(bytesOf) }),
        ...(origin !== undefined && { origin: bytesOf(origin) }),
      };
      return shown(await wallet.send(request));
    },
    history(query) {
      const { transactions, next } = wallet.history(query);
      return { transactions: transactions.map(shown), next };
    },
    transaction: ({ id }) => shown(found(wallet.transaction(bytesOf(id)))),
    coins(query) {
      const { coins, next } = wallet.coins(query);
      return { coins: coins.map((coin) => coinViewOf(coin, network)), next };
    },
    cancel: async ({ id }) => shown(await wallet.cancel(bytesOf(id))),
    resubmit: () => resubmitter.anew(),
    async rescan({ fromHeight, addresses }) {
      const head = await sync.rescan(fromHeight, addresses === undefined ? {} : { addresses });
      return { head: headViewOf(head) };
    },
    wallets: () => ({ wallets: wallet.wallets().map((info) => ({ ...info })) }),
  };
  const guarded = Object.entries(api).map(([name, answer]) => [
    name,
    (request: never) => refusing(() => (answer as (request: never) => unknown)(request)),
  ]);
  return Object.fromEntries(guarded) as WalletApi;
}

function paymentOf({ address, amount, memos }: RequestOf<'send'>['outputs'][number], network: NetworkFile): Payment {
  return { puzzleHash: puzzleHashOfAddress(address, network), amount, ...(memos && { memos: memos.map(bytesOf) }) };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new RpcError('NOT_FOUND', 'no transaction with this id');
  return value;
}

const bytesOf = (text: string): Uint8Array => hexToBytes(text.replace(/^0x/, ''));

const countByType = (server: Pick<Server, 'connections'>): Record<string, number> =>
  server
    .connections()
    .reduce<Record<string, number>>((counts, { type }) => ({ ...counts, [type]: (counts[type] ?? 0) + 1 }), {});

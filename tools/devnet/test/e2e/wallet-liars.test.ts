import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BASE_FARMER_FEE,
  blockReward,
  coinbaseCoin,
  createBlockchain,
  createMempools,
  inlineVerifier,
  rewardCoins,
  sqliteStores,
} from '@salvia/blockchain';
import { selectBackend } from '@salvia/bls';
import { masterKeyOf, walletKey } from '@salvia/keychain';
import { type FullBlock, genesisBlock, type NetworkFile, NodeType, networkFileToJson } from '@salvia/protocol';
import { conditions, createFarm, type Grown, spendBundle, standardKey } from '@salvia/testkit';
import { layout } from '../../src/plan/layout.ts';
import { saveJson } from '../../src/plan/saved-plan.ts';
import { saveDevnetKeys } from '../../src/setup/key-file.ts';
import { DEVNET_MNEMONIC } from '../../src/setup/mnemonic.ts';
import { type Liar, type Lies, startLiar } from './liar.ts';
import { connectProbe } from './probe.ts';
import { readyFile, until } from './process.ts';
import { type Service, startService } from './service.ts';
import type { StateView } from './views.ts';
import { startWallet, type TestWallet } from './wallets.ts';

const seconds = 1000;
/** Blocks of the chain; below all tips are two less. */
const length = 24;
/** The height where the wallet's first reward pays a stranger, and how many mojos of it. */
const [paymentHeight, paid] = [9, 5_000_000_000_000n];

const master = masterKeyOf(DEVNET_MNEMONIC);
const [own, change] = [0, 1].map((index) => standardKey(walletKey(master, index))) as [StandardKey, StandardKey];
type StandardKey = ReturnType<typeof standardKey>;
const stranger = new Uint8Array(32).fill(7);

/** A network whose rewards are the wallet's, and a chain with one payment of it. */
async function makeChain(): Promise<{ network: NetworkFile; blocks: readonly FullBlock[] }> {
  const farm = await createFarm(own.puzzleHash);
  const { network } = farm;
  const pool = inlineVerifier(network);
  const chain = await createBlockchain({ ...network, stores: sqliteStores({ path: ':memory:' }), pool });
  const mempools = createMempools({ ...network, chain, pool });
  const grown: Grown[] = [];
  try {
    for (let parent = farm.genesis; grown.length < length; parent = grown.at(-1) as Grown) {
      if (grown.length === paymentHeight - 1) {
        const coin = coinbaseCoin(1, own.puzzleHash);
        const pay = [
          conditions.createCoin(stranger, paid),
          conditions.createCoin(change.puzzleHash, coin.amount - paid),
        ];
        await mempools.add(spendBundle([{ coin, key: own, conditions: pay }], farm.genesis.hash), Date.now());
      }
      await mempools.update(Date.now());
      const next = await farm.grow(parent, 10, mempools.bundleFor(parent.hash));
      await chain.receiveBlock(next.block, Date.now());
      grown.push(next);
    }
  } finally {
    await chain.close();
    await farm.close();
  }
  return { network, blocks: grown.map(({ block }) => block) };
}

/** The same bytes, but for the last one. */
function spoiled(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[copy.length - 1] = (copy.at(-1) ?? 0) ^ 1;
  return copy;
}

interface Case {
  readonly lies: Lies;
  /** What the wallet accuses it of. */
  readonly code: string;
}

const cases: Readonly<Record<string, Case>> = {
  'makes coins up': {
    lies: {
      respond_additions: (truth) => ({
        ...truth,
        coins: truth.coins.map(([hash, coins]) => [hash, coins.map((coin) => ({ ...coin, amount: coin.amount + 1n }))]),
      }),
    },
    code: 'BAD_ADDITION_ROOT',
  },
  'hides coins': {
    lies: {
      respond_additions: (truth) => ({ ...truth, coins: truth.coins.map(([hash]) => [hash, []]) }),
    },
    code: 'BAD_ADDITION_ROOT',
  },
  'hides spends': {
    lies: {
      respond_removals: (truth) => ({ ...truth, coins: truth.coins.map(([name]) => [name, null]) }),
    },
    code: 'BAD_REMOVAL_ROOT',
  },
  'leaves out what was asked for': {
    lies: { respond_additions: (truth) => ({ ...truth, coins: [], proofs: [] }) },
    code: 'INVALID_BODY',
  },
  'forges proofs of coins': {
    lies: {
      respond_removals: (truth) => ({
        ...truth,
        proofs: truth.proofs?.map(([name, proof]) => [name, spoiled(proof)] as const) ?? null,
      }),
    },
    code: 'BAD_REMOVAL_ROOT',
  },
  'empties filters': {
    lies: { respond_header: (truth) => ({ ...truth, transactionsFilter: Uint8Array.of(0) }) },
    code: 'INVALID_TRANSACTIONS_FILTER_HASH',
  },
  'changes headers': {
    lies: {
      respond_header: (truth) => {
        const { header } = truth.headerBlock;
        const data = { ...header.data, timestamp: header.data.timestamp + 1n };
        return { ...truth, headerBlock: { ...truth.headerBlock, header: { ...header, data } } };
      },
    },
    code: 'INVALID_BODY',
  },
  'forges proofs of time': {
    lies: {
      respond_header: (truth) => {
        const { proofOfTime } = truth.headerBlock;
        if (proofOfTime === null) return truth;
        const forged = { ...proofOfTime, witness: spoiled(proofOfTime.witness) };
        return { ...truth, headerBlock: { ...truth.headerBlock, proofOfTime: forged } };
      },
    },
    code: 'INVALID_POT',
  },
  'claims more weight': {
    lies: { new_lca: (truth) => ({ ...truth, weight: truth.weight + 1_000_000n }) },
    code: 'INVALID_WEIGHT',
  },
  'claims a block that is not there': {
    lies: { new_lca: (truth) => ({ ...truth, lcaHash: new Uint8Array(32).fill(9), weight: truth.weight + 1n }) },
    code: 'BLOCK_WITHHELD',
  },
  'lists the headers of another chain': {
    lies: {
      respond_all_header_hashes_after: (truth) => ({
        ...truth,
        hashes: [...truth.hashes].map((hash, index) => (index > 2 ? spoiled(hash) : hash)),
      }),
    },
    code: 'BLOCK_WITHHELD',
  },
};

describe('a full node that lies to a wallet', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  let network: NetworkFile;
  let node: Service;
  let honest: string;
  let wallet: TestWallet | null = null;

  const port = () => readyFile(folder, 'node')?.port ?? 0;
  /** What the wallet has at a height, if it knows the truth. */
  function fundsAt(height: number): bigint {
    const first = rewardCoins(genesisBlock(network).header.data).reduce((sum, { amount }) => sum + amount, 0n);
    const made = first + BigInt(height) * (blockReward(1) + BASE_FARMER_FEE);
    return height >= paymentHeight ? made - paid : made;
  }
  const balanceOf = async ({ client }: TestWallet) => {
    const { height, confirmed } = await client.balance();
    return { height, confirmed };
  };
  /** Codes of the errors that the wallet found others guilty of. */
  const accusations = async ({ rpc }: TestWallet): Promise<string[]> =>
    [...(await rpc.metrics()).keys()].flatMap(
      (key) => /^salvia_network_errors_total.*code="(\w+)"/.exec(key)?.[1] ?? [],
    );

  beforeAll(async () => {
    await selectBackend();
    const made = await makeChain();
    network = made.network;
    saveJson(layout(folder).network, networkFileToJson(network));
    await saveDevnetKeys(layout(folder).keys, DEVNET_MNEMONIC);
    node = await startService(folder, { name: 'node', role: 'full-node', config: { port: 0, rpcPort: 0 } });
    honest = `127.0.0.1:${port()}`;
    const peer = await connectProbe(network, NodeType.FULL_NODE, port());
    for (const [index, block] of made.blocks.entries()) {
      await peer.send('respond_block', { block });
      await until(async () => ((await node.rpc.state<StateView>()).height > index ? true : null), 20 * seconds);
    }
    await peer.close();
  }, 180 * seconds);
  afterAll(async () => {
    await node?.stop();
    rmSync(folder, { recursive: true });
  }, 60 * seconds);

  async function withLiar(lies: Lies, work: (liar: Liar) => Promise<void>): Promise<void> {
    const liar = await startLiar(network, port(), lies);
    try {
      await work(liar);
    } finally {
      await wallet?.stop();
      await liar.close();
    }
  }

  const keyFile = layout(folder).keys;
  const nameOf = (lie: string) => `wallet-${lie.replaceAll(' ', '-')}`;

  test.each(Object.keys(cases))(
    'and %s is dropped, believed nothing, and harms nobody who follows another one too',
    (lie) => {
      const { lies, code } = cases[lie] as Case;
      const name = nameOf(lie);
      return withLiar(lies, async (teller) => {
        wallet = await startWallet(folder, { name, fullNodes: [teller.address], keyFile });
        await until(() => (teller.losses > 0 ? true : null), 60 * seconds);
        expect(await accusations(wallet)).toEqual([code]);
        expect((await wallet.client.sync()).lastFailure).toMatchObject({ code });
        expect(teller.lies).toBeGreaterThan(0);
        const { height, confirmed } = await balanceOf(wallet);
        expect(confirmed).toBe(fundsAt(height));
        await wallet.stop();

        wallet = await startWallet(folder, { name, fullNodes: [teller.address, honest], keyFile });
        const { client } = wallet;
        await until(async () => ((await client.state()).head.height === length - 2 ? true : null), 60 * seconds);
        expect(await balanceOf(wallet)).toEqual({ height: length - 2, confirmed: fundsAt(length - 2) });
      });
    },
    120 * seconds,
  );

  test(
    'that is behind does not hold a wallet up which follows another one too',
    () => {
      const stale = { lcaHash: new Uint8Array(32), height: 0, weight: 0n };
      return withLiar({ new_lca: () => stale }, async (teller) => {
        wallet = await startWallet(folder, { name: 'wallet-stale', fullNodes: [teller.address, honest], keyFile });
        const { client } = wallet;
        await until(async () => ((await client.state()).head.height === length - 2 ? true : null), 60 * seconds);
        expect(await balanceOf(wallet)).toEqual({ height: length - 2, confirmed: fundsAt(length - 2) });
      });
    },
    90 * seconds,
  );
});

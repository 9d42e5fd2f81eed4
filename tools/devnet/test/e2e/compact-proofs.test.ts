import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { bytesToHex } from '@noble/hashes/utils.js';
import { createBlockchain, inlineVerifier, sqliteStores } from '@salvia/blockchain';
import { configSchema, fullNode } from '@salvia/full-node';
import { scheme } from '@salvia/proof-of-time';
import { type FullBlock, headerHash, type NetworkFile, type ProofOfTime } from '@salvia/protocol';
import { createRpcClient, type RpcClient, type RunningService, startService } from '@salvia/service';
import { timelord, timelordConfig } from '@salvia/timelord';
import { devnetConstants } from '../../src/network/constants.ts';
import { layout } from '../../src/plan/layout.ts';
import { readyFile, until } from './process.ts';
import { quickNetwork } from './quick-network.ts';
import { sideChain } from './side-chain.ts';
import type { StateView } from './views.ts';

const seconds = 1000;
const length = 10;
/** The five heaviest weights are those of heights 6 to 10; a sanitizer leaves them alone. */
const settled = [1, 2, 3, 4, 5];
const recent = [6, 7, 8, 9, 10];

/** Blocks of next to no time; of so many plots, one challenge in 160,000 finds no proof. */
const plots = 12;
const constants = {
  ...devnetConstants({ iterationsPerSecond: 1, blockTime: 3, expectedProofs: 1, k: 18 }),
  DIFFICULTY_STARTING: 1n,
  MIN_ITERS_STARTING: 100n,
  DISCRIMINANT_SIZE_BITS: 64,
};

interface BlockView {
  readonly header: { readonly height: number };
  readonly witnessType: number;
}

/** The same block, its time proved in three segments, as by a timelord in a hurry. */
function withLongProof(block: FullBlock, { vdfScheme, constants }: NetworkFile): FullBlock {
  const { challengeHash, numberOfIterations } = block.proofOfTime as ProofOfTime;
  const third = numberOfIterations / 3n;
  const proof = scheme(vdfScheme).prove({
    discriminantBits: constants.DISCRIMINANT_SIZE_BITS,
    challenge: challengeHash,
    iterations: numberOfIterations,
    segments: [third, third, numberOfIterations - 2n * third],
  });
  return { ...block, proofOfTime: { challengeHash, numberOfIterations, ...proof } };
}

describe('two full nodes whose blocks have long proofs of time, and a sanitizer at one of them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'salvia-e2e-'));
  const places = layout(folder);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const services: RunningService[] = [];
  const blocks: FullBlock[] = [];
  const nodes: RpcClient[] = [];

  /** The chain as a node finds it that has not started yet. */
  async function store(name: string, network: NetworkFile): Promise<void> {
    mkdirSync(places.data(name), { recursive: true });
    const stores = sqliteStores({ path: join(places.data(name), 'chain.sqlite') });
    const chain = await createBlockchain({ ...network, stores, pool: inlineVerifier(network) });
    for (const block of blocks) await chain.receiveBlock(block, Date.now());
    await chain.close();
  }

  const common = (name: string) => ({
    network: places.network,
    dataDir: places.data(name),
    readyFile: places.ready(name),
    port: 0,
    rpcPort: 0,
  });
  const fail = (error: unknown) => {
    throw error;
  };
  async function start(starting: Promise<RunningService>): Promise<RpcClient> {
    const service = await starting;
    services.push(service);
    return createRpcClient(service.rpcUrl, { timeoutMs: 10 * seconds });
  }
  const startNode = (name: string, config: object) =>
    start(startService(fullNode, configSchema.parse({ ...common(name), ...config }), log, fail));
  const addressOf = (name: string) => ({ host: '127.0.0.1', port: readyFile(folder, name)?.port });

  const blockAt = (node: RpcClient, height: number) =>
    node.get<BlockView>('/block', { hash: bytesToHex(headerHash((blocks[height - 1] as FullBlock).header)) });
  const witnessTypes = (node: RpcClient, heights: readonly number[]) =>
    Promise.all(heights.map(async (height) => (await blockAt(node, height)).witnessType));
  const untilCompact = (node: RpcClient) =>
    until(async () => ((await witnessTypes(node, settled)).every((type) => type === 0) ? true : null), 60 * seconds);

  beforeAll(async () => {
    const network = await quickNetwork(folder, { plots: { harvester: plots }, constants });
    const farm = await sideChain(network, places.plots('harvester'), [], []);
    for (let height = 1; height <= length; height++) blocks.push(withLongProof(await farm.grow(), network));
    await farm.close();
    await store('first', network);
    await store('second', network);
    nodes.push(await startNode('first', { sendUncompactIntervalSeconds: 1 }));
    nodes.push(await startNode('second', { peers: [addressOf('first')] }));
  }, 400 * seconds);
  afterAll(async () => {
    for (const service of services.reverse()) await service.stop();
    rmSync(folder, { recursive: true });
  }, 60 * seconds);

  test('begin with long proofs everywhere', async () => {
    for (const node of nodes) {
      expect(await witnessTypes(node, [...settled, ...recent])).toEqual(blocks.map(() => 2));
      expect((await node.state<StateView>()).height).toBe(length);
    }
  });

  test(
    'get compact proofs of settled blocks: the first from the timelord, the second from the first',
    async () => {
      const config = { ...common('timelord'), fullNodes: [addressOf('first')], sanitizerMode: true };
      const sanitizer = await start(startService(timelord, timelordConfig.parse(config), log, fail));
      for (const node of nodes) await untilCompact(node);
      const { totals } = await sanitizer.state<{ totals: { proofs: number; invalidProofs: number } }>();
      expect(totals).toMatchObject({ proofs: settled.length, invalidProofs: 0 });
    },
    180 * seconds,
  );

  test('keep the long ones of recent blocks, and their chain, hash for hash', async () => {
    for (const node of nodes) {
      expect(await witnessTypes(node, recent)).toEqual(recent.map(() => 2));
      const { lca } = await node.state<StateView>();
      expect(lca.height).toBe(length - 2);
      for (const height of [...settled, ...recent]) expect((await blockAt(node, height)).header.height).toBe(height);
    }
  });
});
